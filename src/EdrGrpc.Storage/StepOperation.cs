using EdrGrpc.Submissions;
using EdrGrpc.Submissions.Audit;
using EdrGrpc.Submissions.Store;

namespace EdrGrpc.Storage;

/// <summary>One guarded step with its event.</summary>
internal static class StepOperation
{
    /// <exception cref="InvalidOperationException">The state machine forbids the step.</exception>
    public static void ThrowIfForbidden(SubmissionChange change)
    {
        ArgumentNullException.ThrowIfNull(change);
        if (!SubmissionStates.CanFollow(change.Current.State, change.Next.State))
        {
            throw new InvalidOperationException($"{change.Next.State} may not follow {change.Current.State} (submission {change.Current.Id}).");
        }
    }

    public static ChangeResult Run(IWriteState state, SubmissionChange change)
    {
        ThrowIfForbidden(change);
        var stored = state.Find(change.Current.Id);
        if (!IsCurrent(stored, change.Current))
        {
            return new ChangeResult(ChangeOutcome.Conflict, stored);
        }

        var next = change.Next;
        var isTaken = (next.IncidentId is { } incident && incident != stored!.IncidentId && state.IsIncidentClaimed(stored.Server, incident, stored.Id))
            || (next.Task is { } task && task.TaskId != stored!.Task?.TaskId && state.IsTaskClaimed(stored.Server, task.TaskId, stored.Id));
        return isTaken
            ? new ChangeResult(ChangeOutcome.ClaimTaken, stored)
            : new ChangeResult(ChangeOutcome.Applied, Write(state, stored!, next, change.Detail, change.Source, change.Audit));
    }

    /// <summary>True if the caller knows the submission as it is stored.</summary>
    public static bool IsCurrent(Submission? stored, Submission current) =>
        stored is not null && stored.State == current.State && stored.Revision == current.Revision;

    /// <summary>Writes what steps change, the event and the permit's end; everything else of <paramref name="stored"/> stays.</summary>
    public static Submission Write(IWriteState state, Submission stored, Submission next, string detail, EventSource source, AuditEntry? audit = null)
    {
        var written = stored with
        {
            State = next.State,
            Revision = state.NextRevision(),
            UpdatedAt = next.UpdatedAt,
            Intent = next.Intent,
            IncidentId = next.IncidentId,
            Task = next.Task,
            Error = next.Error,
            Attempts = next.Attempts,
            WaitingReason = next.WaitingReason,
            Approval = next.Approval,
        };
        state.Update(written);
        state.AddEvent(written, detail, source);
        if (audit is not null || (written.State != stored.State && IsDecision(written.State)))
        {
            state.AddAudit(audit ?? ByItself(written));
        }

        if (written.State.IsTerminal())
        {
            state.RemovePermit(written);
        }
        else if (written.Task is { } task && stored.Task is null)
        {
            state.SetPermitTask(written, task.TaskId);
        }

        return written;
    }

    // Of what the server does by itself the record keeps: that it sent, which incident came of it, and how it ended.
    private static bool IsDecision(SubmissionState state) => state is SubmissionState.Submitting or SubmissionState.IncidentAdded || state.IsTerminal();

    private static AuditEntry ByItself(Submission submission) => new()
    {
        Time = submission.UpdatedAt,
        Principal = AuditEntry.System,
        Operation = "State",
        Outcome = submission.State.ToString(),
        SubmissionId = submission.Id,
        Server = submission.Server,
        TargetHost = submission.TargetHost,
        IncidentId = submission.IncidentId,
    };
}
