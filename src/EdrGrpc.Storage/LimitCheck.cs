using EdrGrpc.Submissions;
using EdrGrpc.Submissions.Policy;
using EdrGrpc.Submissions.Store;

namespace EdrGrpc.Storage;

/// <summary>Counts the limits of the policy in the transaction that records.</summary>
internal static class LimitCheck
{
    // Cancelled, rejected, denied, expired and superseded ones did nothing; those that wait for approval may never do anything.
    public const string CountedStates = "state NOT IN (1, 12, 13, 14, 15, 16)";

    /// <summary>The refusal, or the submissions as they are to be recorded: beyond a limit that asks for approval they wait for it.</summary>
    public static (AcceptResult? Refusal, IReadOnlyList<NewSubmission> Items) Run(IWriteState state, AcceptRequest request)
    {
        var items = request.Submissions;
        foreach (var limit in request.Limits)
        {
            var used = state.CountUsed(limit);
            var beyond = items.Where(item => Counts(item, limit.Effects)).Skip(Math.Max(0, limit.Rule.Max - used)).Select(item => item.Submission.Id).ToHashSet();
            if (beyond.Count == 0)
            {
                continue;
            }

            if (limit.Rule.Beyond == Reaction.Refuse)
            {
                var frees = state.OldestUsed(limit) is { } ticks ? new DateTimeOffset(ticks, TimeSpan.Zero) - limit.Since : limit.Rule.Window;
                return (new AcceptResult(AcceptOutcome.LimitReached, null, []) { Limit = limit.Rule, RetryAfter = frees }, items);
            }

            items = items.Select(item => beyond.Contains(item.Submission.Id) ? Hold(item, limit) : item).ToList();
        }

        return (null, items);
    }

    /// <summary>True if a stored submission counts against a limit: <see cref="CountedStates"/> and the rest of the limit in memory.</summary>
    public static bool IsCounted(Submission submission, AcceptLimit limit) =>
        submission.CreatedAt > limit.Since
        && (submission.Effects & limit.Effects) != Effects.None
        && (limit.Principal is null || string.Equals(limit.Principal, submission.Principal, StringComparison.Ordinal))
        && submission.State is not (SubmissionState.PendingApproval or SubmissionState.Rejected or SubmissionState.Denied or SubmissionState.Cancelled
            or SubmissionState.Expired or SubmissionState.Superseded);

    private static bool Counts(NewSubmission item, Effects effects) =>
        item.Submission.State == SubmissionState.Accepted && (item.Submission.Effects & effects) != Effects.None;

    private static NewSubmission Hold(NewSubmission item, AcceptLimit limit)
    {
        var reason = $"More than {limit.Rule.Max} in {limit.Rule.Window}: a second person must approve it.";
        var approval = new SubmissionApproval(limit.Rule.Name, reason, item.Submission.CreatedAt + PolicyDecision.DefaultApprovalTime);
        return item with
        {
            Submission = item.Submission with { State = SubmissionState.PendingApproval, Approval = approval },
            Detail = $"Recorded. Waiting for approval ({limit.Rule.Name}): {reason}",
            Audit = item.Audit is null ? null : item.Audit with { Outcome = "NEEDS_APPROVAL", Rule = limit.Rule.Name },
        };
    }
}
