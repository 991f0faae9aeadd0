using EdrGrpc.LedgerCheck.Files;

namespace EdrGrpc.LedgerCheck.Checks;

/// <summary>Nothing lost, nothing recorded twice: what clients were told is what the data file holds.</summary>
internal static class AcknowledgedCheck
{
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

        var requests = run.Observations.Acknowledgements.GroupBy(acknowledgement => acknowledgement.RequestId, StringComparer.Ordinal).ToList();
        findings.Figure("requests acknowledged", requests.Count);
        findings.Figure("acknowledgements of repeated requests", run.Observations.Acknowledgements.Count - requests.Count);
        findings.Figure("submissions in the data file", run.Data.Submissions.Count);
        var known = new HashSet<string>(StringComparer.Ordinal);
        foreach (var request in requests)
        {
            CheckRequest(run, findings, [.. request]);
            known.UnionWith(request.First().Submissions.Select(submission => submission.Id));
        }

        foreach (var submission in run.Data.Submissions)
        {
            if (!known.Contains(submission.Id))
            {
                findings.Violation($"{submission} was recorded though no client was told of it (request {submission.RequestId})");
            }

            if (!State.IsTerminal(submission.State))
            {
                findings.Violation($"{submission} has not ended");
            }

            if (run.Observations.Refused.Contains(submission.RequestId))
            {
                findings.Violation($"{submission} was recorded though request {submission.RequestId} was refused");
            }

            if (run.ByBody[submission.Body] != submission)
            {
                findings.Violation($"{submission} has the same body as {run.ByBody[submission.Body]}: one action recorded twice");
            }
        }
    }

    private static void CheckRequest(Run run, Findings findings, List<Acknowledgement> answers)
    {
        var (request, first) = (answers[0].RequestId, answers[0].Submissions);
        foreach (var (id, host, marker) in first)
        {
            if (!run.Data.ById.TryGetValue(id, out var stored))
            {
                findings.Violation($"submission {id} of request {request} was acknowledged and is lost");
            }
            else if (stored.Host != host || stored.RequestId != request || !stored.Body.Contains(marker, StringComparison.Ordinal))
            {
                findings.Violation($"{stored} is not what request {request} asked for");
            }
        }

        if (answers.Any(answer => !answer.Submissions.Select(item => item.Id).SequenceEqual(first.Select(item => item.Id), StringComparer.Ordinal)))
        {
            findings.Violation($"request {request} was answered with different submissions");
        }

        if (answers.Count(answer => !answer.IsDeduplicated) > 1)
        {
            findings.Violation($"a repeat of request {request} was not recognised");
        }
    }
}
