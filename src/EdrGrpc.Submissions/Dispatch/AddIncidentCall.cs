using EdrGrpc.Ksc;
using EdrGrpc.Submissions.Store;

namespace EdrGrpc.Submissions.Dispatch;

/// <summary>
/// The one call that cannot be repeated. It ends in exactly one of: incident id, provably not sent, refused by KSC, not known.
/// </summary>
internal sealed class AddIncidentCall(HostContext context)
{
    /// <summary>Calls AddIncident for a submission that has just become SUBMITTING.</summary>
    public async Task<StepResult> RunAsync(Submission submission, SubmissionMemory memory, SendFence fence)
    {
        SendPoints.Reached(SendPoints.IntentStored);
        memory.UnsentAttempt = null;
        memory.IncidentId = null;
        var body = await context.Store.GetIncidentBodyAsync(submission.Id, CancellationToken.None);
        try
        {
            // Not cancelled by a stop of the server: the call ends by its own timeout, and its answer is worth waiting for.
            memory.IncidentId = await context.Ksc.AddIncidentAsync(
                new NewIncident(submission.TargetHost, submission.Severity, submission.Intent!.AddedUtc, body), fence, CancellationToken.None);
        }
        catch (KscNotSentException exception)
        {
            memory.UnsentAttempt = submission.Attempts;
            return await context.BackOffAsync(submission, memory, exception);
        }
        catch (KscApiException exception) when (exception.IsUnavailable)
        {
            memory.UnsentAttempt = submission.Attempts;
            return await context.BackOffAsync(submission, memory, exception);
        }
        catch (KscApiException exception)
        {
            return await context.EndAsync(submission, SubmissionState.Rejected, Refusal(exception), EventSource.KscAnswer);
        }
        catch (KscException exception)
        {
            DispatchLog.AnswerLost(context.Logger, submission.Id, context.Host, exception.Message);
            return await context.AdvanceAsync(
                submission,
                submission with { State = SubmissionState.Reconciling },
                $"KSC's answer to AddIncident was lost. Whether the incident exists is looked into after {QuietUntil(submission):HH:mm:ss} UTC; until then nothing is repeated.",
                EventSource.Gateway);
        }

        memory.Failures = 0;
        return await ConfirmAsync(submission, memory.IncidentId.Value, "KSC has recorded incident {0}.");
    }

    /// <summary>Stores the incident id; at most one submission of a server can claim an incident.</summary>
    public async Task<StepResult> ConfirmAsync(Submission submission, int incidentId, string detail)
    {
        var next = submission with { State = SubmissionState.IncidentAdded, IncidentId = incidentId, WaitingReason = "" };
        var result = await context.MoveAsync(submission, next, string.Format(null, detail, incidentId), EventSource.KscAnswer);
        if (result.Outcome == ChangeOutcome.ClaimTaken)
        {
            return await context.EndAsync(
                submission,
                SubmissionState.OutcomeUnknown,
                new SubmissionError(
                    SubmissionErrorReasons.OutcomeUnknown,
                    $"KSC answered with incident {incidentId}, which another submission holds. Look at the host in KSC before you repeat anything.",
                    new Dictionary<string, string>(StringComparer.Ordinal) { ["candidates"] = incidentId.ToString() }),
                EventSource.KscAnswer);
        }

        return StepResult.Again;
    }

    /// <summary>The end of the quiet period: a request that was written before send_before has been worked off or refused by then.</summary>
    public DateTimeOffset QuietUntil(Submission submission) =>
        submission.Intent!.SendBeforeUtc + context.Options.CallTimeout + context.Options.ReconcileMargin;

    private static SubmissionError Refusal(KscApiException exception) => new(
        SubmissionErrorReasons.IncidentRejected,
        $"KSC refused the incident: {KscTrouble.Text(exception)} (error {exception.Code}). Nothing was done.",
        new Dictionary<string, string>(StringComparer.Ordinal) { ["ksc_code"] = exception.Code.ToString(), ["ksc_module"] = exception.Module });
}
