using EdrGrpc.Submissions;
using EdrGrpc.Submissions.Store;

namespace EdrGrpc.Storage;

/// <summary>Records submissions with their first events, or finds those of the same request id.</summary>
internal static class AcceptOperation
{
    public static AcceptResult Run(IWriteState state, AcceptRequest request)
    {
        if (state.FindRequest(request.Principal, request.RequestId) is { } earlier)
        {
            var isSame = request.Fingerprint.Span.SequenceEqual(earlier.Fingerprint.Span);
            return new AcceptResult(isSame ? AcceptOutcome.Deduplicated : AcceptOutcome.RequestIdReused, earlier.BatchId, earlier.Submissions);
        }

        if (state.Unfinished + request.Submissions.Count > request.MaxUnfinished)
        {
            return new AcceptResult(AcceptOutcome.QueueFull, null, []);
        }

        var (refusal, items) = LimitCheck.Run(state, request);
        if (refusal is not null)
        {
            return refusal;
        }

        var recorded = new Submission[items.Count];
        for (var index = 0; index < recorded.Length; index++)
        {
            recorded[index] = Record(state, items[index]);
        }

        state.InsertRequest(request, recorded[0].Id);
        return new AcceptResult(AcceptOutcome.Recorded, request.BatchId, recorded);
    }

    private static Submission Record(IWriteState state, NewSubmission item)
    {
        var revision = state.NextRevision();
        var submission = item.Submission with { AcceptRevision = revision, Revision = revision };
        state.Insert(item with { Submission = submission });
        state.AddEvent(submission, item.Detail, EventSource.Gateway);
        if (item.Audit is { } audit)
        {
            state.AddAudit(audit with { SubmissionId = submission.Id, Server = submission.Server, TargetHost = submission.TargetHost });
        }

        return submission;
    }
}
