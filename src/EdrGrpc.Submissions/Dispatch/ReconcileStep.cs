using EdrGrpc.Ksc;
using EdrGrpc.Submissions.Actions;

namespace EdrGrpc.Submissions.Dispatch;

/// <summary>RECONCILING: after the quiet period, finds out whether KSC has the incident, and adopts it, sends again, or says that it cannot tell.</summary>
internal sealed class ReconcileStep(HostContext context, AddIncidentCall addIncident, ResendStep resend, SendStep send)
{
    public async Task<StepResult> RunAsync(Submission submission, SubmissionMemory memory)
    {
        var quiet = addIncident.QuietUntil(submission) - context.Now;
        if (quiet > TimeSpan.Zero)
        {
            return StepResult.After(quiet);
        }

        List<Incident> candidates;
        try
        {
            candidates = await FindCandidatesAsync(submission);
        }
        catch (KscException exception)
        {
            return await context.BackOffAsync(submission, memory, exception);
        }

        memory.Failures = 0;
        return candidates switch
        {
            [var only] => await addIncident.ConfirmAsync(submission, only.Id, "KSC had recorded incident {0}: its answer was lost, its incident was not."),
            [] => await AbsentAsync(submission, memory),
            _ => await context.EndAsync(
                submission,
                SubmissionState.OutcomeUnknown,
                new SubmissionError(
                    SubmissionErrorReasons.OutcomeUnknown,
                    "The answer to AddIncident was lost and several incidents in KSC match. Look at the host in KSC before you repeat anything.",
                    new Dictionary<string, string>(StringComparer.Ordinal) { ["candidates"] = string.Join(',', candidates.Select(candidate => candidate.Id)) }),
                EventSource.KscAnswer),
        };
    }

    // KLINCDT_BODY is a full-text attribute in filters (ksc-openapi.md 5.4), so the body is compared here.
    private async Task<List<Incident>> FindCandidatesAsync(Submission submission)
    {
        var intent = submission.Intent!;
        var body = await context.Store.GetIncidentBodyAsync(submission.Id, CancellationToken.None);
        var found = await context.Ksc.FindIncidentsAsync(
            KscFilter.And(
                KscFilter.Equal(IncidentAttributes.HostId, submission.TargetHost),
                KscFilter.GreaterThan(IncidentAttributes.Added, intent.AddedUtc.AddSeconds(-1))),
            [new SortBy(IncidentAttributes.Id, Ascending: true)],
            0,
            CancellationToken.None);
        var candidates = new List<Incident>();
        foreach (var incident in found)
        {
            if (incident.Id > intent.HighestIncidentId
                && incident.AddedUtc == intent.AddedUtc
                && string.Equals(incident.HostId, submission.TargetHost, StringComparison.OrdinalIgnoreCase)
                && string.Equals(incident.Body, body, StringComparison.Ordinal)
                && !await context.Store.IsIncidentClaimedAsync(submission.Server, incident.Id, CancellationToken.None))
            {
                candidates.Add(incident);
            }
        }

        return candidates;
    }

    private async Task<StepResult> AbsentAsync(Submission submission, SubmissionMemory memory)
    {
        if (submission.Kind == TaskKind.StartProcess && !context.Options.RepeatStartProcess)
        {
            return await context.EndAsync(
                submission,
                SubmissionState.OutcomeUnknown,
                new SubmissionError(
                    SubmissionErrorReasons.OutcomeUnknown,
                    "The answer to AddIncident was lost and KSC shows no incident. A process is not started again by itself: look at the host, then submit anew (or set Ksc:RepeatStartProcess)."),
                EventSource.Gateway);
        }

        return submission.ExpiresAt <= context.Now
            ? await send.ExpireAsync(submission)
            : await resend.SendAgainAsync(submission, memory, "KSC has no such incident: the request was lost on its way. Sending to KSC again.");
    }
}
