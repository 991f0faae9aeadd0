using EdrGrpc.LedgerCheck.Files;

namespace EdrGrpc.LedgerCheck.Checks;

/// <summary>One incident for each submission that says it has one, none for any other: no incident is lost, doubled or claimed twice.</summary>
internal static class IncidentsCheck
{
    public static void Run(Run run, Findings findings)
    {
        var own = run.Ledger.Incidents.Values.Where(incident => !incident.IsForeign).ToList();
        findings.Figure("incidents in KSC of the gateway", own.Count);
        findings.Figure("incidents in KSC of others with the same body and second", run.Ledger.Incidents.Count - own.Count);
        findings.Figure("submissions that claim an incident", run.Data.Submissions.Count(submission => submission.IncidentId is not null));
        foreach (var incident in own.Where(incident => !run.ByBody.ContainsKey(incident.Body)))
        {
            findings.Violation($"incident {incident.Id} belongs to no submission");
        }

        foreach (var claims in run.Data.Submissions.Where(submission => submission.IncidentId is not null).GroupBy(submission => submission.IncidentId).Where(claims => claims.Count() > 1))
        {
            findings.Violation($"incident {claims.Key} is claimed by {string.Join(" and ", claims)}");
        }

        var adopted = 0;
        foreach (var submission in run.Data.Submissions)
        {
            adopted += CheckClaim(run, findings, submission);
            CheckCount(run, findings, submission);
        }

        findings.Figure("incidents of others that could not be told apart and were adopted", adopted);
    }

    private static int CheckClaim(Run run, Findings findings, StoredSubmission submission)
    {
        var mustClaim = submission.Events.Any(stored => stored.State is >= State.IncidentAdded and <= State.TaskRunning);
        if (submission.IncidentId is not { } id)
        {
            if (mustClaim)
            {
                findings.Violation($"{submission} has been told of an incident and claims none");
            }

            return 0;
        }

        if (!run.Ledger.Incidents.TryGetValue(id, out var incident) || incident.Body != submission.Body || incident.Host != submission.Host)
        {
            findings.Violation($"{submission} claims incident {id}, which is not its own");
            return 0;
        }

        if (submission.Events.Any(stored => stored.State == State.Submitted) && !run.Ledger.IsUpdated(id))
        {
            findings.Violation($"{submission} is said to be SUBMITTED, but UpdateIncident never reached KSC");
        }

        if (incident.IsForeign && !run.FaultsOf(submission).Any(fault => fault.IsForeign))
        {
            findings.Violation($"{submission} claims incident {id} of somebody else");
        }

        return incident.IsForeign ? 1 : 0;
    }

    private static void CheckCount(Run run, Findings findings, StoredSubmission submission)
    {
        var incidents = run.OwnIncidentsOf(submission).ToList();
        var delayed = run.FaultsOf(submission).Count(fault => fault.IsDelayed);
        if (incidents.Count > 1 + delayed)
        {
            findings.Violation($"{submission} was sent to KSC twice: incidents {string.Join(", ", incidents.Select(incident => incident.Id))}");
        }

        // One that ended without knowing may have left one; every other one has claimed all but the delayed.
        var unclaimed = incidents.Count(incident => incident.Id != submission.IncidentId);
        var explained = delayed + (submission.State == State.OutcomeUnknown || run.FaultsOf(submission).Any(fault => fault.IsForeign) ? 1 : 0);
        if (unclaimed > explained)
        {
            findings.Violation($"{submission} left an incident that it does not claim: {string.Join(", ", incidents.Select(incident => incident.Id))}");
        }
    }
}
