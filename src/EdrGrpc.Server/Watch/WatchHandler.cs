using EdrGrpc.Contract.V1;
using EdrGrpc.Server.Access;
using EdrGrpc.Server.Errors;
using EdrGrpc.Server.Mapping;
using EdrGrpc.Server.Submit;
using EdrGrpc.Submissions.Store;
using EdrGrpc.Submissions.Watching;
using Grpc.Core;

namespace EdrGrpc.Server.Watch;

/// <summary>WatchSubmission, WatchSubmissions and SubmitAndWatch.</summary>
internal sealed class WatchHandler(
    ISubmissionStore store, EventWatcher watcher, WatchStreamer streamer, WatchMapping mapping, Cursors cursors, SubmitHandler submit, SubmissionAccess access, CallAudit audit)
{
    public async Task WatchOneAsync(WatchSubmissionRequest request, IServerStreamWriter<WatchSubmissionResponse> stream, ServerCallContext context)
    {
        var id = Guid.Parse(request.SubmissionId);
        var submission = await store.GetAsync(id, context.CancellationToken);
        if (submission is null || !await access.MayReadAsync(SubmissionAccess.SubjectOf(context), submission, context.CancellationToken))
        {
            await audit.DeniedAsync(context, submission);
            throw Refusals.SubmissionNotFound(request.SubmissionId);
        }

        var after = await cursors.ReadWatchAsync(request.AfterCursor, id, context.CancellationToken);
        await streamer.RunAsync(
            token => watcher.WatchOneAsync(id, after, streamer.Heartbeat, token), mapping.ToOne, Cursors.HashOf(id), stream, context);
    }

    public async Task WatchManyAsync(WatchSubmissionsRequest request, IServerStreamWriter<WatchSubmissionsResponse> stream, ServerCallContext context)
    {
        var hash = Cursors.HashOf(request.Filter);
        var after = await cursors.ReadWatchAsync(request.AfterCursor, hash, context.CancellationToken);
        var filter = SubmissionMapping.ToDomain(request.Filter);
        await streamer.RunAsync(
            token => watcher.WatchManyAsync(filter, after, streamer.Heartbeat, token), mapping.ToMany, hash, stream, context, leavesOutUnreadable: true);
    }

    public async Task SubmitAndWatchAsync(SubmitAndWatchRequest request, IServerStreamWriter<SubmitAndWatchResponse> stream, ServerCallContext context)
    {
        var (submission, response) = await submit.SubmitForWatchAsync(request, context);
        var hash = Cursors.HashOf(submission.Id);

        // Before the submission's first event: a watch resumed from here sees all of them.
        var start = submission.AcceptRevision - 1;
        var first = cursors.Write(start, hash);
        await streamer.WriteAsync(stream, new SubmitAndWatchResponse { Submitted = response, Cursor = first }, first, context.CancellationToken);
        await streamer.RunAsync(
            token => watcher.WatchOneAsync(submission.Id, start, streamer.Heartbeat, token), mapping.ToSubmitted, hash, stream, context);
    }
}
