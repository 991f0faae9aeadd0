using System.Text.Json;
using EdrGrpc.Submissions.Access;
using EdrGrpc.Submissions.Audit;
using Microsoft.Data.Sqlite;

namespace EdrGrpc.Storage.Sqlite;

/// <summary>Tokens and the kill switch.</summary>
internal static class AccessOperations
{
    private const string SetMeta = "INSERT INTO meta (key, value) VALUES ('sending', $0) ON CONFLICT DO UPDATE SET value = excluded.value";

    public static bool Add(WriteSession session, ApiToken token, AuditEntry audit)
    {
        session.Command(TokenRows.Insert, TokenRows.Values(token, Sql.Bytes(token.Id))).ExecuteNonQuery();
        session.AddAudit(audit);
        return true;
    }

    public static ApiToken? RevokeToken(WriteSession session, Guid id, DateTimeOffset now, AuditEntry audit)
    {
        if (session.Command(TokenRows.Revoke, Sql.Bytes(id), now.UtcTicks).ExecuteNonQuery() > 0)
        {
            session.AddAudit(audit);
        }

        using var row = session.Command(TokenRows.SelectById, Sql.Bytes(id)).ExecuteReader();
        return row.Read() ? TokenRows.Read(row) : null;
    }

    public static SendingState SetSending(WriteSession session, SendingState state, AuditEntry audit)
    {
        session.Command(SetMeta, StoredJson.Write(state)).ExecuteNonQuery();
        session.AddAudit(audit);
        session.IsSendingStopped = state.IsStopped;
        return state;
    }

    public static SendingState LoadSending(SqliteConnection connection) => StoredJson.ReadSending(SqliteSchema.Scalar(connection, "SELECT value FROM meta WHERE key = 'sending'") as string);
}
