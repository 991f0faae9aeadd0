using EdrGrpc.Submissions.Audit;
using Microsoft.Data.Sqlite;

namespace EdrGrpc.Storage.Sqlite;

/// <summary>Rows of the audit record.</summary>
internal static class AuditOperation
{
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

    public static (long Sequence, ReadOnlyMemory<byte> Hash) ReadHead(SqliteConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT sequence, hash FROM audit ORDER BY sequence DESC LIMIT 1";
        using var row = command.ExecuteReader();
        return row.Read() ? (row.GetInt64(0), row.GetFieldValue<byte[]>(1)) : (0, AuditChain.Beginning);
    }
}
