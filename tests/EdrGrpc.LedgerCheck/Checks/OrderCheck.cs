using EdrGrpc.LedgerCheck.Files;

namespace EdrGrpc.LedgerCheck.Checks;

/// <summary>A host's incidents come in the order of acceptance, and acceptance follows what clients could know.</summary>
internal static class OrderCheck
{
    public static void Run(Run run, Findings findings)
    {
        var hosts = run.Data.Submissions.GroupBy(submission => submission.Host, StringComparer.Ordinal).ToList();
        findings.Figure("hosts", hosts.Count);
        foreach (var host in hosts)
        {
            var claims = host.Where(submission => submission.IncidentId is not null).OrderBy(submission => submission.AcceptRevision).ToList();
            foreach (var (earlier, later) in claims.Zip(claims.Skip(1)).Where(pair => pair.First.IncidentId > pair.Second.IncidentId))
            {
                findings.Violation($"order of host {host.Key}: {later} went to KSC before {earlier}, which was accepted before it");
            }
        }

        CheckAcceptance(run, findings);
    }

    private static void CheckAcceptance(Run run, Findings findings)
    {
        var told = run.Observations.Acknowledgements
            .GroupBy(acknowledgement => acknowledgement.RequestId, StringComparer.Ordinal)
            .Select(answers => answers.First())
            .SelectMany(first => first.Submissions.Where(item => run.Data.ById.ContainsKey(item.Id)).Select(item => (Stored: run.Data.ById[item.Id], first.FirstSentAt, first.Time)))
            .ToList();
        foreach (var host in told.GroupBy(item => item.Stored.Host, StringComparer.Ordinal))
        {
            foreach (var earlier in host)
            {
                foreach (var later in host.Where(later => later.FirstSentAt > earlier.Time && later.Stored.AcceptRevision < earlier.Stored.AcceptRevision))
                {
                    findings.Violation($"{earlier.Stored} was acknowledged before {later.Stored} was sent, but is accepted after it");
                }
            }
        }

        foreach (var answer in run.Observations.Acknowledgements)
        {
            var order = answer.Submissions.Select(item => run.Data.ById.GetValueOrDefault(item.Id)?.AcceptRevision ?? 0).ToList();
            if (!order.SequenceEqual(order.Order()))
            {
                findings.Violation($"the items of request {answer.RequestId} were not accepted in their order");
            }
        }
    }
}
