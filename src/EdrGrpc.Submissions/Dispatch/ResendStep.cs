using EdrGrpc.Ksc;

namespace EdrGrpc.Submissions.Dispatch;

/// <summary>SUBMITTING: sends again what provably did not reach KSC, and hands everything else to reconciliation.</summary>
internal sealed class ResendStep(HostContext context, AddIncidentCall addIncident, SendStep send)
{
    public async Task<StepResult> RunAsync(Submission submission, SubmissionMemory memory)
    {
        if (memory.IncidentId is { } incidentId)
        {
            // KSC answered and the store did not take it then.
            return await addIncident.ConfirmAsync(submission, incidentId, "KSC has recorded incident {0}.");
        }

        if (memory.UnsentAttempt != submission.Attempts)
        {
            return await context.AdvanceAsync(
                submission,
                submission with { State = SubmissionState.Reconciling },
                "Work on this submission was interrupted while AddIncident was being called. Whether the incident exists is looked into after a quiet period.",
                EventSource.Gateway);
        }

        if (submission.ExpiresAt <= context.Now)
        {
            return await send.ExpireAsync(submission);
        }

        if (context.SendingStopped is { } stopped)
        {
            return await context.WaitStoppedAsync(submission, stopped, context.Options.RetryDelay);
        }

        return await SendAgainAsync(submission, memory, "KSC did not get the request before. Sending to KSC.");
    }

    /// <summary>Stores a new send_before and calls AddIncident with the same ADDED, so that a late twin can be recognised.</summary>
    public async Task<StepResult> SendAgainAsync(Submission submission, SubmissionMemory memory, string detail)
    {
        var (sendBefore, fence) = context.OpenSendWindow(submission, context.Now);
        var next = submission with
        {
            State = SubmissionState.Submitting,
            Attempts = submission.Attempts + 1,
            WaitingReason = "",
            Intent = submission.Intent! with { SendBeforeUtc = sendBefore },
        };
        memory.UnsentAttempt = null;
        SendPoints.Reached(SendPoints.IntentStoring);
        var result = await context.MoveAsync(submission, next, detail, EventSource.Gateway);
        return result.Outcome == Store.ChangeOutcome.Applied
            ? await addIncident.RunAsync(result.Submission!, memory, fence)
            : StepResult.Again;
    }
}
