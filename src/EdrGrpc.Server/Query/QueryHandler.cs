using EdrGrpc.Contract.V1;
using EdrGrpc.Server.Errors;
using EdrGrpc.Server.Mapping;
using EdrGrpc.Server.Watch;
using EdrGrpc.Submissions.Store;
using Grpc.Core;

namespace EdrGrpc.Server.Query;

/// <summary>GetSubmission and ListSubmissions.</summary>
internal sealed class QueryHandler(ISubmissionStore store, Cursors cursors)
{
    private const int DefaultPageSize = 50;

    public async Task<GetSubmissionResponse> GetAsync(GetSubmissionRequest request, ServerCallContext context) =>
        await store.GetAsync(Guid.Parse(request.SubmissionId), context.CancellationToken) is { } submission
            ? new GetSubmissionResponse { Submission = SubmissionMapping.ToProto(submission) }
            : throw Refusals.SubmissionNotFound(request.SubmissionId);

    public async Task<ListSubmissionsResponse> ListAsync(ListSubmissionsRequest request, ServerCallContext context)
    {
        var hash = Cursors.HashOf(request.Filter);
        var before = cursors.ReadPage(request.PageToken, hash);
        var size = request.PageSize == 0 ? DefaultPageSize : request.PageSize;

        // One more than asked for tells whether a page follows.
        var found = await store.ListAsync(SubmissionMapping.ToDomain(request.Filter), before, size + 1, context.CancellationToken);
        var response = new ListSubmissionsResponse();
        response.Submissions.Add(found.Take(size).Select(SubmissionMapping.ToProto));
        if (found.Count > size)
        {
            response.NextPageToken = cursors.Write(found[size - 1].AcceptRevision, hash);
        }

        return response;
    }
}
