using EdrGrpc.Submissions;
using EdrGrpc.Submissions.Store;

namespace EdrGrpc.Storage.Sqlite;

/// <summary>Records an incident that KSC worked off late, once; with an event while the submission has not ended.</summary>
internal static class LateIncidentOperation
{
    private const string Insert = "INSERT OR IGNORE INTO late_incidents (server, incident_id, submission_id, found_at) VALUES ($0, $1, $2, $3)";

    public static (bool IsNew, Submission? Submission) Run(WriteSession session, LateIncident late)
    {
        var stored = session.Find(late.SubmissionId);
        if (stored is null
            || session.Command(Insert, stored.Server, late.IncidentId, Sql.Bytes(stored.Id), late.FoundAt.UtcTicks).ExecuteNonQuery() == 0)
        {
            return (false, stored);
        }

        return stored.State.IsTerminal()
            ? (true, stored)
            : (true, StepOperation.Write(session, stored, stored with { UpdatedAt = late.FoundAt }, late.Detail, EventSource.KscAnswer));
    }
}
