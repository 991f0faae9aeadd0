using EdrGrpc.LedgerCheck.Files;

namespace EdrGrpc.LedgerCheck.Checks;

/// <summary>
/// What was approved led to exactly one incident and one task, what was refused to none, nobody approved their own, and every isolation was released by
/// the server exactly once, after it.
/// </summary>
internal static class ApprovalsCheck
{
    private const int DeleteFile = 2;
    private const int Denied = 13;

    public static void Run(Run run, Findings findings)
    {
        foreach (var error in run.Observations.Errors)
        {
            findings.Violation($"the harness saw an error: {error}");
        }

        if (run.Data.Integrity != "ok")
        {
            findings.Violation($"the data file is damaged: {run.Data.Integrity}");
        }

        foreach (var told in run.Observations.Acknowledgements.SelectMany(answer => answer.Submissions).Where(told => !run.Data.ById.ContainsKey(told.Id)))
        {
            findings.Violation($"submission {told.Id} was acknowledged and is lost");
        }

        var decided = run.Decided.ToDictionary(row => row.Id, StringComparer.Ordinal);
        foreach (var submission in run.Data.Submissions)
        {
            CheckOne(run, submission, decided[submission.Id], findings);
        }

        foreach (var twice in run.Data.Submissions.GroupBy(submission => submission.RequestId, StringComparer.Ordinal).Where(group => group.Count() > 1))
        {
            findings.Violation($"request {twice.Key} was recorded {twice.Count()} times");
        }

        findings.Figure("kills", run.Observations.Kills.Count);
        findings.Figure("submissions approved", run.Observations.Decisions.Count(decision => decision.Value));
        findings.Figure("submissions refused", run.Observations.Decisions.Count(decision => !decision.Value));
        findings.Figure("isolations", run.Decided.Count(row => row.IsIsolation));
        findings.Figure("releases by the server itself", run.Decided.Count(row => row.ReleaseOf is not null));
        findings.Figure("incidents in KSC", run.Ledger.Incidents.Count);
    }

    private static void CheckOne(Run run, StoredSubmission submission, Decided row, Findings findings)
    {
        if (!State.IsTerminal(submission.State))
        {
            findings.Violation($"{submission} has not ended");
        }

        var isRefused = run.Observations.Decisions.TryGetValue(submission.Id, out var approved) && !approved;
        if (submission.Kind == DeleteFile)
        {
            if (!run.Observations.Decisions.ContainsKey(submission.Id))
            {
                findings.Violation($"{submission} ended without anybody's decision");
            }

            if (isRefused != (submission.State == Denied))
            {
                findings.Violation($"{submission} was {(isRefused ? "refused" : "approved")}");
            }

            if (row.Approver is null || row.Approver == row.Principal)
            {
                findings.Violation($"{submission} of {row.Principal} was decided by '{row.Approver}'");
            }
        }

        var incidents = run.OwnIncidentsOf(submission).ToList();
        if (incidents.Count != (isRefused ? 0 : 1) || (incidents.Count == 1 && incidents[0].Id != submission.IncidentId))
        {
            findings.Violation($"{submission} has {incidents.Count} incidents in KSC and claims {submission.IncidentId}");
        }

        if (incidents.Count == 1 && run.Ledger.Tasks.Values.Count(task => task.IncidentId == incidents[0].Id) != 1)
        {
            findings.Violation($"{submission} has not one task in KSC");
        }

        if (row.IsIsolation)
        {
            CheckRelease(run, submission, findings);
        }
    }

    private static void CheckRelease(Run run, StoredSubmission isolation, Findings findings)
    {
        var releases = run.Decided.Where(row => row.ReleaseOf == isolation.Id).Select(row => run.Data.ById[row.Id]).ToList();
        if (releases is not [var release])
        {
            findings.Violation($"{isolation} has {releases.Count} releases");
        }
        else if (release.Host != isolation.Host || !(release.IncidentId > isolation.IncidentId) || release.State != State.Succeeded)
        {
            findings.Violation($"{release} is not the release of {isolation}");
        }
    }
}
