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
            candidates = await new IncidentMatch(context.Store, context.Ksc).FindAsync(submission, CancellationToken.None);
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

        if (context.SendingStopped is { } stopped && !(submission.ExpiresAt <= context.Now))
        {
            return await context.WaitStoppedAsync(submission, stopped, context.Options.RetryDelay);
        }

        return submission.ExpiresAt <= context.Now
            ? await send.ExpireAsync(submission, "The answer to AddIncident was lost, KSC shows no incident, and expire_time passed before it could be sent again.")
            : await resend.SendAgainAsync(submission, memory, "KSC has no such incident: the request was lost on its way. Sending to KSC again.");
    }
}
