using EdrGrpc.Submissions.Audit;
using Microsoft.Data.Sqlite;

namespace EdrGrpc.Storage.Sqlite;

/// <summary>The audit record of a SQLite file as it is opened.</summary>
internal static class AuditFile
{
    public const string SelectForwarded = "SELECT value FROM meta WHERE key = 'forwarded ' || $0";
    public const string SetForwarded = "INSERT INTO meta (key, value) VALUES ('forwarded ' || $0, $1) ON CONFLICT DO UPDATE SET value = excluded.value";

    public static AuditHead ReadHead(SqliteConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT sequence, hash FROM audit ORDER BY sequence DESC LIMIT 1";
        using var row = command.ExecuteReader();
        return row.Read() ? new AuditHead(row.GetInt64(0), row.GetFieldValue<byte[]>(1)) : AuditHead.Beginning;
    }

    /// <exception cref="Submissions.Store.StoreUnavailableException">None of the last records fits the keys.</exception>
    public static void CheckKeys(SqliteConnection connection, AuditKeys keys)
    {
        var last = ReadHead(connection).Sequence;
        using var command = connection.CreateCommand();
        command.CommandText = AuditRows.Select;
        command.Parameters.AddWithValue("$0", AuditKeyCheck.From(last));
        command.Parameters.AddWithValue("$1", AuditKeyCheck.Records);
        using var rows = command.ExecuteReader();
        var records = new List<AuditRecord>();
        while (rows.Read())
        {
            records.Add(AuditRows.Read(rows));
        }

        AuditKeyCheck.Run(records, keys);
    }
}
