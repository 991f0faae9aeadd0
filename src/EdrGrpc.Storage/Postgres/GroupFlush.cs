using EdrGrpc.Submissions;
using Npgsql;

namespace EdrGrpc.Storage.Postgres;

/// <summary>Writes a group in one round trip: a statement per table, the head last.</summary>
internal sealed class GroupFlush(
    GroupRows rows, IReadOnlyCollection<(Submission? Before, Submission Now)> changed, StoreHead start, StoreHead head, Guid writer, long group)
{
    private const string DeletePermits = "DELETE FROM permits WHERE submission_id = ANY ($1)";

    private const string UpsertWriter = """
        INSERT INTO writers (id, group_number) VALUES ($1, $2) ON CONFLICT (id) DO UPDATE SET group_number = excluded.group_number, seen_at = now()
        """;

    private const string UpdateHead = """
        UPDATE store_head SET version = $2, revision = $3, purged_revision = $4, unfinished = $5, audit_sequence = $6, audit_hash = $7, sending = $8 WHERE version = $1
        """;

    /// <exception cref="GuardFailedException">Somebody wrote without the lock of the head.</exception>
    public async Task RunAsync(NpgsqlConnection connection)
    {
        await using var batch = new NpgsqlBatch(connection);
        var steps = new PgRows(PgTable.Steps);
        foreach (var (before, now) in changed)
        {
            if (before is not null)
            {
                steps.Add([before.Id, before.Revision, (int)before.State, .. SubmissionValues.Changing(now)]);
            }
        }

        var update = steps.Command();
        Add(batch, rows.Submissions.Command());
        Add(batch, rows.Archives.Command());
        Add(batch, rows.Bodies.Command());
        Add(batch, rows.Labels.Command());
        Add(batch, rows.Requests.Command());
        Add(batch, update);
        Add(batch, rows.Events.Command());
        Add(batch, rows.Permits.Command());
        Add(batch, rows.PermitTasks.Command());
        if (rows.PermitsEnded.Count > 0)
        {
            Add(batch, PgText.Command(DeletePermits, PgText.Value(rows.PermitsEnded.ToArray())));
        }

        Add(batch, LastAdded());
        Add(batch, rows.Audit.Command());
        Add(batch, PgText.Command(UpsertWriter, PgText.Value(writer), PgText.Value(group)));
        var last = Head();
        Add(batch, last);
        await batch.ExecuteNonQueryAsync();
        if (last.RecordsAffected != 1 || (update is not null && update.RecordsAffected != steps.Count))
        {
            throw new GuardFailedException();
        }
    }

    private static void Add(NpgsqlBatch batch, NpgsqlBatchCommand? command)
    {
        if (command is not null)
        {
            batch.BatchCommands.Add(command);
        }
    }

    private NpgsqlBatchCommand? LastAdded()
    {
        var added = new PgRows(PgTable.LastAdded);
        foreach (var (host, time) in rows.LastAdded)
        {
            added.Add(host.Server, host.HostId, time.UtcTicks);
        }

        return added.Command();
    }

    private NpgsqlBatchCommand Head() => PgText.Command(
        UpdateHead,
        PgText.Value(start.Version),
        PgText.Value(head.Version),
        PgText.Value(head.Revision),
        PgText.Value(head.PurgedRevision),
        PgText.Value(head.Unfinished),
        PgText.Value(head.AuditSequence),
        PgText.Value(head.AuditHash.ToArray()),
        PgText.Value(StoredJson.Write(head.Sending)));
}
