using Microsoft.Data.Sqlite;
using Npgsql;

namespace EdrGrpc.CrashHarness;

/// <summary>Writes the tables that the ledger check reads into a SQLite file of the form of the gateway's own, without the server's code.</summary>
internal static class StoreExport
{
    private static readonly string[] Tables = ["submissions", "events", "bodies", "archives"];

    public static async Task RunAsync(string connectionString, string file)
    {
        await using var source = new NpgsqlConnection(connectionString);
        await source.OpenAsync();
        await using var target = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Pooling = false }.ToString());
        await target.OpenAsync();
        await using var transaction = (SqliteTransaction)await target.BeginTransactionAsync();
        foreach (var table in Tables)
        {
            await CopyAsync(source, target, transaction, table);
        }

        await transaction.CommitAsync();
    }

    private static async Task CopyAsync(NpgsqlConnection source, SqliteConnection target, SqliteTransaction transaction, string table)
    {
        await using var select = new NpgsqlCommand($"SELECT * FROM {table}", source);
        await using var row = await select.ExecuteReaderAsync();
        var columns = Enumerable.Range(0, row.FieldCount).Select(row.GetName).ToList();
        await RunAsync(target, transaction, $"CREATE TABLE {table} ({string.Join(", ", columns)})");
        await using var insert = target.CreateCommand();
        insert.Transaction = transaction;
        insert.CommandText = $"INSERT INTO {table} VALUES ({string.Join(", ", columns.Select((_, index) => $"${index}"))})";
        while (await row.ReadAsync())
        {
            insert.Parameters.Clear();
            for (var index = 0; index < columns.Count; index++)
            {
                insert.Parameters.AddWithValue($"${index}", row.GetValue(index) is Guid id ? id.ToByteArray(bigEndian: true) : row.GetValue(index));
            }

            await insert.ExecuteNonQueryAsync();
        }
    }

    private static async Task RunAsync(SqliteConnection target, SqliteTransaction transaction, string sql)
    {
        await using var command = target.CreateCommand();
        (command.Transaction, command.CommandText) = (transaction, sql);
        await command.ExecuteNonQueryAsync();
    }
}
