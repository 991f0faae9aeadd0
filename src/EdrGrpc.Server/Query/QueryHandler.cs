using EdrGrpc.Contract.V1;
using EdrGrpc.Server.Access;
using EdrGrpc.Server.Errors;
using EdrGrpc.Server.Mapping;
using EdrGrpc.Server.Watch;
using EdrGrpc.Submissions.Servers;
using EdrGrpc.Submissions.Store;
using Grpc.Core;

namespace EdrGrpc.Server.Query;

/// <summary>GetSubmission, ListSubmissions and ListIsolatedHosts.</summary>
internal sealed class QueryHandler(ISubmissionStore store, SubmissionAccess access, CallAudit audit, KscServers servers, Cursors cursors)
{
    private const int DefaultPageSize = 50;
    private const int MostRounds = 20;

    // Clients take 4 MiB by default; one submission has at most a little more than 1 MiB.
    private const int MaxPageBytes = 3 * 1024 * 1024;

    public async Task<GetSubmissionResponse> GetAsync(GetSubmissionRequest request, ServerCallContext context)
    {
        var submission = await store.GetAsync(Guid.Parse(request.SubmissionId), context.CancellationToken);
        if (submission is null || !await access.MayReadAsync(SubmissionAccess.SubjectOf(context), submission, context.CancellationToken))
        {
            await audit.DeniedAsync(context, submission);
            throw Refusals.SubmissionNotFound(request.SubmissionId);
        }

        var message = SubmissionMapping.ToProto(submission);
        if (submission.ReleaseAfter is not null)
        {
            message.ReleaseSubmissionId = (await store.FindReleaseAsync(submission.Id, context.CancellationToken))?.Id.ToString() ?? "";
        }

        return new GetSubmissionResponse { Submission = message };
    }

    public async Task<ListSubmissionsResponse> ListAsync(ListSubmissionsRequest request, ServerCallContext context)
    {
        var hash = Cursors.HashOf(request.Filter);
        var before = cursors.ReadPage(request.PageToken, hash);
        var size = request.PageSize == 0 ? DefaultPageSize : request.PageSize;
        var subject = SubmissionAccess.SubjectOf(context);
        var filter = SubmissionMapping.ToDomain(request.Filter) with { Principal = access.ReadsOnlyOwn(subject) ? subject.Principal : "" };
        var response = new ListSubmissionsResponse();

        // What the caller may not see is left out; a page that would be empty for it is followed by the next one.
        var bytes = 0;
        for (var rounds = 0; rounds < MostRounds && response.Submissions.Count == 0; rounds++)
        {
            // One more than asked for tells whether a page follows.
            var found = await store.ListAsync(filter, before, size + 1, context.CancellationToken);
            var readable = await access.ReadableAsync(subject, found, context.CancellationToken);
            foreach (var submission in found.Take(size))
            {
                if (readable.Contains(submission.Id))
                {
                    var message = SubmissionMapping.ToProto(submission);
                    bytes += message.CalculateSize();
                    if (bytes > MaxPageBytes && response.Submissions.Count > 0)
                    {
                        // The rest of the page comes with the next one.
                        response.NextPageToken = cursors.Write(before, hash);
                        return response;
                    }

                    response.Submissions.Add(message);
                }

                before = submission.AcceptRevision;
            }

            response.NextPageToken = found.Count > size ? cursors.Write(before, hash) : "";
            if (found.Count <= size)
            {
                break;
            }
        }

        return response;
    }

    public async Task<ListIsolatedHostsResponse> ListIsolatedAsync(ListIsolatedHostsRequest request, ServerCallContext context)
    {
        if (request.Server.Length > 0 && servers.Find(request.Server) is null)
        {
            throw Refusals.ServerNotFound(request.Server, servers.All.Select(server => server.Name));
        }

        var subject = SubmissionAccess.SubjectOf(context);
        var response = new ListIsolatedHostsResponse();
        var isolations = await store.GetIsolationsAsync(request.Server, context.CancellationToken);
        var readable = await access.ReadableAsync(subject, isolations, context.CancellationToken);
        foreach (var isolation in isolations)
        {
            if (readable.Contains(isolation.Id))
            {
                response.Hosts.Add(new IsolatedHost
                {
                    Server = isolation.Server,
                    TargetHost = isolation.TargetHost,
                    Isolation = SubmissionMapping.ToProto(isolation),
                    Confirmed = isolation.State is Submissions.SubmissionState.Succeeded or Submissions.SubmissionState.CompletedWithWarnings,
                });
            }
        }

        return response;
    }
}
