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

    // Clients take 4 MiB by default; one submission has at most a little more than 1 MiB.
    private const int MaxPageBytes = 3 * 1024 * 1024;

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
        var bytes = 0;
        foreach (var submission in found.Take(size))
        {
            var message = SubmissionMapping.ToProto(submission);
            bytes += message.CalculateSize();
            if (bytes > MaxPageBytes && response.Submissions.Count > 0)
            {
                break;
            }

            response.Submissions.Add(message);
        }

        if (response.Submissions.Count < found.Count)
        {
            response.NextPageToken = cursors.Write(found[response.Submissions.Count - 1].AcceptRevision, hash);
        }

        return response;
    }
}
