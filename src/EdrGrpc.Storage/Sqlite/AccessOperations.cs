using System.Text.Json;
using EdrGrpc.Submissions.Access;
using EdrGrpc.Submissions.Audit;
using Microsoft.Data.Sqlite;

namespace EdrGrpc.Storage.Sqlite;

/// <summary>Tokens and the kill switch.</summary>
internal static class AccessOperations
{
    public const string SelectToken = "SELECT id, hash, principal, description, creator, created_at, expires_at, revoked_at FROM tokens WHERE hash = $0";
    public const string SelectTokens = "SELECT id, hash, principal, description, creator, created_at, expires_at, revoked_at FROM tokens ORDER BY id DESC";

    private const string SelectTokenById = "SELECT id, hash, principal, description, creator, created_at, expires_at, revoked_at FROM tokens WHERE id = $0";
    private const string InsertToken = "INSERT INTO tokens (id, hash, principal, description, creator, created_at, expires_at) VALUES ($0, $1, $2, $3, $4, $5, $6)";
    private const string Revoke = "UPDATE tokens SET revoked_at = $1 WHERE id = $0 AND revoked_at IS NULL";
    private const string SetMeta = "INSERT INTO meta (key, value) VALUES ('sending', $0) ON CONFLICT DO UPDATE SET value = excluded.value";

    public static bool Add(WriteSession session, ApiToken token, AuditEntry audit)
    {
        session.Command(
            InsertToken, RowReader.Bytes(token.Id), token.Hash.ToArray(), token.Principal, token.Description, token.Creator, token.CreatedAt.UtcTicks, token.ExpiresAt.UtcTicks).ExecuteNonQuery();
        session.AddAudit(audit);
        return true;
    }

    public static ApiToken? RevokeToken(WriteSession session, Guid id, DateTimeOffset now, AuditEntry audit)
    {
        session.Command(Revoke, RowReader.Bytes(id), now.UtcTicks).ExecuteNonQuery();
        ApiToken? revoked;
        using (var row = session.Command(SelectTokenById, RowReader.Bytes(id)).ExecuteReader())
        {
            revoked = row.Read() ? ReadToken(row) : null;
        }

        session.AddAudit(revoked is null ? audit with { Outcome = AuditOutcomes.Failed } : audit);
        return revoked;
    }

    public static SendingState SetSending(WriteSession session, SendingState state, AuditEntry audit)
    {
        session.Command(SetMeta, JsonSerializer.Serialize(state, StoredJsonContext.Default.SendingState)).ExecuteNonQuery();
        session.AddAudit(audit);
        return state;
    }

    public static SendingState LoadSending(SqliteConnection connection) =>
        SqliteSchema.Scalar(connection, "SELECT value FROM meta WHERE key = 'sending'") is string json
            ? JsonSerializer.Deserialize(json, StoredJsonContext.Default.SendingState)!
            : SendingState.Going;

    public static ApiToken ReadToken(SqliteDataReader row) => new(
        RowReader.ReadId(row, 0),
        row.GetFieldValue<byte[]>(1),
        row.GetString(2),
        row.GetString(3),
        row.GetString(4),
        new DateTimeOffset(row.GetInt64(5), TimeSpan.Zero),
        new DateTimeOffset(row.GetInt64(6), TimeSpan.Zero),
        row.IsDBNull(7) ? null : new DateTimeOffset(row.GetInt64(7), TimeSpan.Zero));
}
