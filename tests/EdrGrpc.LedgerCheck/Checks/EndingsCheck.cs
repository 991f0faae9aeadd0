using EdrGrpc.LedgerCheck.Files;

namespace EdrGrpc.LedgerCheck.Checks;

/// <summary>Every end that is not the task's end has a cause among what was injected.</summary>
internal static class EndingsCheck
{
    public static void Run(Run run, Findings findings)
    {
        foreach (var group in run.Data.Submissions.GroupBy(submission => submission.State).OrderBy(group => group.Key))
        {
            findings.Figure("ended " + State.Name(group.Key), group.Count());
        }

        findings.Figure("submissions that were RECONCILING", run.Data.Submissions.Count(submission => submission.Events.Any(stored => stored.State == State.Reconciling)));
        foreach (var submission in run.Data.Submissions.Where(submission => State.IsTerminal(submission.State) && submission.Events.Count > 0))
        {
            if (Complaint(run, submission) is { } complaint)
            {
                findings.Violation($"{submission}: {complaint}. It says: {submission.Events[^1].Detail}");
            }
        }
    }

    private static string? Complaint(Run run, StoredSubmission submission) => submission.State switch
    {
        State.Succeeded or State.CompletedWithWarnings or State.Failed => null,
        State.OutcomeUnknown => IsUnknownExplained(run, submission) ? null : "nothing was injected that hides the outcome",
        State.Untracked => Lookalikes.Explain(run, submission) ? null : "nothing was injected that makes its task ambiguous",
        State.Expired when submission.ExpiresAt is not { } expiry || submission.EndedAt < expiry => "its expire_time had not come",
        State.Expired => run.OwnIncidentsOf(submission).Count() > run.FaultsOf(submission).Count(fault => fault.IsDelayed) ? "KSC has its incident" : null,
        _ => "nobody asked for that end",
    };

    private static bool IsUnknownExplained(Run run, StoredSubmission submission) =>
        run.IsAnswerHidden(submission)
        && (submission.Kind == StoredSubmission.StartProcess || run.FaultsOf(submission).Any(fault => fault.IsForeign || fault.IsDelayed));
}
