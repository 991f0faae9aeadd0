using EdrGrpc.Submissions;
using EdrGrpc.Submissions.Audit;
using EdrGrpc.Submissions.Store;

namespace EdrGrpc.Storage.Sqlite;

/// <summary>One guarded step with its event.</summary>
internal static class StepOperation
{
    private const string SelectIncidentHolder = "SELECT 1 FROM submissions WHERE server = $0 AND incident_id = $1 AND id <> $2";
    private const string SelectTaskHolder = "SELECT 1 FROM submissions WHERE server = $0 AND task_id = $1 AND id <> $2";
    private const string UpdatePermit = "UPDATE permits SET task_id = $1 WHERE submission_id = $0";
    private const string DeletePermit = "DELETE FROM permits WHERE submission_id = $0";

    public static ChangeResult Run(WriteSession session, SubmissionChange change)
    {
        var (current, next) = (change.Current, change.Next);
        if (!SubmissionStates.CanFollow(current.State, next.State))
        {
            throw new InvalidOperationException($"{next.State} may not follow {current.State} (submission {current.Id}).");
        }

        var stored = session.Find(current.Id);
        if (stored is null || stored.State != current.State || stored.Revision != current.Revision)
        {
            return new ChangeResult(ChangeOutcome.Conflict, stored);
        }

        if (IsHeldByAnother(session, stored, next))
        {
            return new ChangeResult(ChangeOutcome.ClaimTaken, stored);
        }

        return new ChangeResult(ChangeOutcome.Applied, Write(session, stored, next, change.Detail, change.Source, change.Audit, change.Rule));
    }

    /// <summary>Writes what steps change, the event and the permit's end; everything else of <paramref name="stored"/> stays.</summary>
    public static Submission Write(WriteSession session, Submission stored, Submission next, string detail, EventSource source, AuditEntry? audit = null, string rule = "")
    {
        var written = stored with
        {
            State = next.State,
            Revision = session.NextRevision(),
            UpdatedAt = next.UpdatedAt,
            Intent = next.Intent,
            IncidentId = next.IncidentId,
            Task = next.Task,
            Error = next.Error,
            Attempts = next.Attempts,
            WaitingReason = next.WaitingReason,
            Approval = next.Approval,
        };
        session.Run(Sql.UpdateSubmission, [.. Sql.ChangingValues(written), RowReader.Bytes(written.Id)]);
        session.AddEvent(written, detail, source);
        if (audit is not null || rule.Length > 0 || (written.State != stored.State && IsDecision(written.State)))
        {
            session.AddAudit(audit ?? ByItself(written, isHeld: written.State == stored.State, rule));
        }

        if (written.State.IsTerminal())
        {
            session.Run(DeletePermit, RowReader.Bytes(written.Id));
            session.CountUnfinished(-1);
        }
        else if (written.Task is { } task && stored.Task is null)
        {
            session.Command(UpdatePermit, RowReader.Bytes(written.Id), task.TaskId).ExecuteNonQuery();
        }

        return written;
    }

    // Of what the server does by itself the record keeps: that it sent, which incident came of it, how it ended, and what a rule kept from being sent.
    private static bool IsDecision(SubmissionState state) => state is SubmissionState.Submitting or SubmissionState.IncidentAdded || state.IsTerminal();

    private static AuditEntry ByItself(Submission submission, bool isHeld, string rule) => new()
    {
        Time = submission.UpdatedAt,
        Principal = AuditEntry.System,
        Operation = isHeld ? "Send" : "State",
        Outcome = isHeld ? AuditOutcomes.Held : submission.State.Name(),
        Rule = rule,
        SubmissionId = submission.Id,
        Server = submission.Server,
        TargetHost = submission.TargetHost,
        IncidentId = submission.IncidentId,
    };

    private static bool IsHeldByAnother(WriteSession session, Submission stored, Submission next) =>
        (next.IncidentId is { } incident && incident != stored.IncidentId
            && session.Command(SelectIncidentHolder, stored.Server, incident, RowReader.Bytes(stored.Id)).ExecuteScalar() is not null)
        || (next.Task is { } task && task.TaskId != stored.Task?.TaskId
            && session.Command(SelectTaskHolder, stored.Server, task.TaskId, RowReader.Bytes(stored.Id)).ExecuteScalar() is not null);
}
