using EdrGrpc.Ksc;

namespace EdrGrpc.Submissions.Dispatch;

/// <summary>INCIDENT_ADDED: UpdateIncident with KLINCDT_IS_HANDLED false and the host id, as the vendor's sample does. Safe to repeat.</summary>
internal sealed class UpdateIncidentStep(HostContext context)
{
    public async Task<StepResult> RunAsync(Submission submission, SubmissionMemory memory)
    {
        try
        {
            await context.Ksc.UpdateIncidentAsync(submission.IncidentId!.Value, submission.TargetHost, isHandled: false, CancellationToken.None);
            SendPoints.Reached(SendPoints.IncidentUpdated);
        }
        catch (KscApiException exception) when (!exception.IsUnavailable && (exception.IsNotFound || GivenUp(submission)))
        {
            return await context.EndAsync(
                submission,
                SubmissionState.Untracked,
                new SubmissionError(
                    SubmissionErrorReasons.TaskNotSeen,
                    $"KSC has recorded incident {submission.IncidentId} but refused UpdateIncident: {KscTrouble.Text(exception)} (error {exception.Code}). Look at the host in KSC.",
                    new Dictionary<string, string>(StringComparer.Ordinal) { ["ksc_code"] = exception.Code.ToString(), ["ksc_module"] = exception.Module }),
                EventSource.KscAnswer);
        }
        catch (KscException exception)
        {
            return await context.BackOffAsync(submission, memory, exception);
        }

        memory.Failures = 0;
        return await context.AdvanceAsync(
            submission, submission with { State = SubmissionState.Submitted }, "KSC acknowledged the incident. Waiting for its task.", EventSource.KscAnswer);
    }

    private bool GivenUp(Submission submission) => context.Now - submission.Intent!.AddedUtc > context.Options.TaskAppearTimeout;
}
