using System.Diagnostics;
using EdrGrpc.Submissions.Store;
using EdrGrpc.TestPostgres;
using Npgsql;

namespace EdrGrpc.Benchmarks;

/// <summary>What finished submissions take in the store, and what it costs to remove them.</summary>
internal static class StoreUse
{
    private const int Step = 200;

    /// <summary>Removes everything that ended, in the steps of Store:PurgeStep.</summary>
    public static async Task<string> PurgeAsync(ISubmissionStore store, DateTimeOffset now)
    {
        var (removed, longest, begun) = (0, TimeSpan.Zero, Stopwatch.GetTimestamp());
        while (true)
        {
            var started = Stopwatch.GetTimestamp();
            var count = await store.PurgeAsync(now, Step, CancellationToken.None);
            if (count == 0)
            {
                break;
            }

            removed += count;
            longest = Stopwatch.GetElapsedTime(started) is var took && took > longest ? took : longest;
        }

        var all = Stopwatch.GetElapsedTime(begun);
        return OutbreakReport.Text($"{removed:N0} removed in steps of {Step} in {all.TotalSeconds:0.0} s, {removed / all.TotalSeconds:N0}/s, longest step {longest.TotalMilliseconds:0} ms");
    }

    /// <summary>Bytes of the tables with their indexes, and rows that VACUUM has to remove.</summary>
    public static async Task<string> PostgresAsync(string connectionString)
    {
        await using var source = NpgsqlDataSource.Create(connectionString);
        await using var command = source.CreateCommand("""
            SELECT relname, pg_total_relation_size(relid), n_live_tup, n_dead_tup FROM pg_stat_user_tables
            WHERE pg_total_relation_size(relid) > 1000000 ORDER BY 2 DESC
            """);
        await using var rows = await command.ExecuteReaderAsync();
        var tables = new List<string>();
        while (await rows.ReadAsync())
        {
            tables.Add(OutbreakReport.Text($"{rows.GetString(0)} {rows.GetInt64(1) / 1e6:0.0} MB ({rows.GetInt64(2):N0} rows, {rows.GetInt64(3):N0} dead)"));
        }

        return string.Join(", ", tables);
    }

    /// <summary>Bytes of write-ahead log written so far, of the database, and connections to it.</summary>
    public static async Task<(long Log, long Database, long Connections)> PostgresBytesAsync(string connectionString)
    {
        await using var source = NpgsqlDataSource.Create(connectionString);
        await using var command = source.CreateCommand("""
            SELECT pg_wal_lsn_diff(pg_current_wal_lsn(), '0/0')::bigint, pg_database_size(current_database()),
                   (SELECT count(*) - 1 FROM pg_stat_activity WHERE datname = current_database())
            """);
        await using var row = await command.ExecuteReaderAsync();
        await row.ReadAsync();
        return (row.GetInt64(0), row.GetInt64(1), row.GetInt64(2));
    }
}
