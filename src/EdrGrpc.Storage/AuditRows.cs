using System.Data.Common;
using EdrGrpc.Submissions.Audit;

namespace EdrGrpc.Storage;

/// <summary>Rows of the audit record.</summary>
internal static class AuditRows
{
    public const string Columns = "sequence, time, principal, peer, operation, outcome, rule, submission_id, server, target_host, incident_id, detail, hash";

    public const string Select = $"SELECT {Columns} FROM audit WHERE sequence >= $0 ORDER BY sequence LIMIT $1";

    public static object?[] Values(long sequence, AuditEntry entry, byte[] hash, Func<Guid, object> idOf) =>
    [
        sequence, entry.Time.UtcTicks, entry.Principal, entry.Peer, entry.Operation, entry.Outcome, entry.Rule,
        entry.SubmissionId is { } id ? idOf(id) : null, entry.Server, entry.TargetHost, entry.IncidentId, entry.DetailJson, hash,
    ];

    public static AuditRecord Read(DbDataReader row) => new(
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
}
