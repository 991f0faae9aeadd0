using System.Data.Common;
using EdrGrpc.Submissions.Access;

namespace EdrGrpc.Storage;

/// <summary>Rows of API tokens.</summary>
internal static class TokenRows
{
    public const string SelectByHash = $"SELECT {Columns} FROM tokens WHERE hash = $0";
    public const string SelectById = $"SELECT {Columns} FROM tokens WHERE id = $0";
    public const string SelectAll = $"SELECT {Columns} FROM tokens ORDER BY id DESC";
    public const string Insert = "INSERT INTO tokens (id, hash, principal, description, creator, created_at, expires_at) VALUES ($0, $1, $2, $3, $4, $5, $6)";
    public const string Revoke = "UPDATE tokens SET revoked_at = $1 WHERE id = $0 AND revoked_at IS NULL";

    private const string Columns = "id, hash, principal, description, creator, created_at, expires_at, revoked_at";

    public static object?[] Values(ApiToken token, object id) =>
        [id, token.Hash.ToArray(), token.Principal, token.Description, token.Creator, token.CreatedAt.UtcTicks, token.ExpiresAt.UtcTicks];

    public static ApiToken Read(DbDataReader row) => new(
        RowReader.ReadId(row, 0),
        row.GetFieldValue<byte[]>(1),
        row.GetString(2),
        row.GetString(3),
        row.GetString(4),
        new DateTimeOffset(row.GetInt64(5), TimeSpan.Zero),
        new DateTimeOffset(row.GetInt64(6), TimeSpan.Zero),
        row.IsDBNull(7) ? null : new DateTimeOffset(row.GetInt64(7), TimeSpan.Zero));
}
