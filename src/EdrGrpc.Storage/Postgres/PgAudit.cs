using EdrGrpc.Submissions.Audit;

namespace EdrGrpc.Storage.Postgres;

/// <summary>Audit entries as PostgreSQL can hold them.</summary>
internal static class PgAudit
{
    public static AuditEntry Clean(AuditEntry entry) => entry with
    {
        Principal = PgText.Clean(entry.Principal),
        Peer = PgText.Clean(entry.Peer),
        Operation = PgText.Clean(entry.Operation),
        Outcome = PgText.Clean(entry.Outcome),
        Rule = PgText.Clean(entry.Rule),
        Server = PgText.Clean(entry.Server),
        TargetHost = PgText.Clean(entry.TargetHost),
        DetailJson = PgText.Clean(entry.DetailJson),
    };
}
