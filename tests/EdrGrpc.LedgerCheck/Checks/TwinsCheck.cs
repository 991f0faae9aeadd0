using EdrGrpc.LedgerCheck.Files;

namespace EdrGrpc.LedgerCheck.Checks;

/// <summary>
/// KSC worked a request off after the quiet period, when the gateway had sent it again: two incidents, one claimed. That cannot be prevented;
/// it must be said in an event of the submission.
/// </summary>
internal static class TwinsCheck
{
    public static void Run(Run run, Findings findings)
    {
        var withTwin = run.Data.Submissions.Where(submission => run.TwinsOf(submission).Any()).ToList();
        var raised = withTwin.Where(IsRaised).ToList();
        findings.Figure("submissions with a late twin", withTwin.Count);
        findings.Figure("late twins raised in an event", raised.Count);
    }

    private static bool IsRaised(StoredSubmission submission) =>
        submission.Events.Any(stored => stored.Detail.Contains("second incident", StringComparison.OrdinalIgnoreCase));
}
