using EdrGrpc.Submissions.Audit;
using EdrGrpc.Submissions.Store;
using Microsoft.Data.Sqlite;

namespace EdrGrpc.Storage.Sqlite;

/// <summary>Rows of the audit record.</summary>
internal static class AuditOperation
{
    private const int Looked = 16;

    public const string SelectForwarded = "SELECT value FROM meta WHERE key = 'forwarded ' || $0";
    public const string SetForwarded = "INSERT INTO meta (key, value) VALUES ('forwarded ' || $0, $1) ON CONFLICT DO UPDATE SET value = excluded.value";

    public const string Insert = """
        INSERT INTO audit (sequence, time, principal, peer, operation, outcome, rule, submission_id, server, target_host, incident_id, detail, hash)
        VALUES ($0, $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
        """;

    public const string Select = """
        SELECT sequence, time, principal, peer, operation, outcome, rule, submission_id, server, target_host, incident_id, detail, hash
        FROM audit WHERE sequence >= $0 ORDER BY sequence LIMIT $1
        """;

    public static object?[] Values(long sequence, AuditEntry entry, byte[] hash) =>
    [
        sequence, entry.Time.UtcTicks, entry.Principal, entry.Peer, entry.Operation, entry.Outcome, entry.Rule,
        entry.SubmissionId is { } id ? RowReader.Bytes(id) : null, entry.Server, entry.TargetHost, entry.IncidentId, entry.DetailJson, hash,
    ];

    public static AuditRecord Read(SqliteDataReader row) => new(
        row.GetInt64(0),
        new AuditEntry
        {
            Time = new DateTimeOffset(row.GetInt64(1), TimeSpan.Zero),
            Principal = row.GetString(2),
            Peer = row.GetString(3),
            Operation = row.GetString(4),
            Outcome = row.GetString(5),
            Rule = row.GetString(6),
            SubmissionId = row.IsDBNull(7) ? null : RowReader.ReadId(row, 7),
            Server = row.GetString(8),
            TargetHost = row.GetString(9),
            IncidentId = row.IsDBNull(10) ? null : row.GetInt32(10),
            DetailJson = row.GetString(11),
        },
        row.GetFieldValue<byte[]>(12));

    public static AuditHead ReadHead(SqliteConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT sequence, hash FROM audit ORDER BY sequence DESC LIMIT 1";
        using var row = command.ExecuteReader();
        return row.Read() ? new AuditHead(row.GetInt64(0), row.GetFieldValue<byte[]>(1)) : AuditHead.Beginning;
    }

    /// <summary>
    /// Refuses a key that the record was not written with, before it is used. Records that were edited are no reason not to start: VerifyAudit tells of them, so one
    /// that fits is enough.
    /// </summary>
    /// <exception cref="StoreUnavailableException">None of the last records fits.</exception>
    public static void CheckKeys(SqliteConnection connection, AuditKeys keys)
    {
        using var command = connection.CreateCommand();
        command.CommandText = Select;
        var last = ReadHead(connection).Sequence;
        command.Parameters.AddWithValue("$0", last - Looked);
        command.Parameters.AddWithValue("$1", Looked + 1);
        using var rows = command.ExecuteReader();
        AuditRecord? before = null;
        var (looked, isPlain) = (false, false);
        while (rows.Read())
        {
            var record = Read(rows);
            var previous = record.Sequence == 1 ? AuditChain.Beginning : before?.Sequence == record.Sequence - 1 ? before.Hash : (ReadOnlyMemory<byte>?)null;
            before = record;
            if (previous is not { } hash)
            {
                continue;
            }

            if (AuditChain.Hash(hash.Span, record.Sequence, record.Entry, keys.For(record.Sequence)).AsSpan().SequenceEqual(record.Hash.Span))
            {
                return;
            }

            looked = true;
            isPlain |= AuditChain.Hash(hash.Span, record.Sequence, record.Entry, []).AsSpan().SequenceEqual(record.Hash.Span);
        }

        if (looked)
        {
            throw new StoreUnavailableException(
                $"The audit record was written with {(isPlain ? "no key" : "another key than that of Audit:KeyFile")} up to its last record, {last}. "
                + $"If that is to change from here on, set Audit:EarlierKeys:0:Until={last}{(isPlain ? "" : " and Audit:EarlierKeys:0:KeyFile to the file with the key before")}; "
                + $"otherwise {(isPlain ? "leave Audit:KeyFile out" : "set Audit:KeyFile to the right file")}.");
        }
    }
}
