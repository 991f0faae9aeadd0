using System.Globalization;
using EdrGrpc.Submissions.Audit;
using EdrGrpc.Submissions.Store;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace EdrGrpc.Storage.Postgres;

/// <summary>Creates and migrates the schema: numbered SQL files, each in one transaction, under a lock, by whichever replica starts first.</summary>
internal static class PostgresSchema
{
    // "EDRG" and one more: no other program's lock.
    private const long MigrationLock = 0x4544524701;

    public static int Latest => EmbeddedMigrations.Of("Postgres").Max(migration => migration.Version);

    public static Task PrepareAsync(NpgsqlConnection connection, string place, ILogger logger, CancellationToken cancellationToken) =>
        PrepareAsync(connection, place, EmbeddedMigrations.Of("Postgres"), logger, cancellationToken);

    internal static async Task PrepareAsync(
        NpgsqlConnection connection, string place, IReadOnlyList<(int Version, string Sql)> migrations, ILogger logger, CancellationToken cancellationToken)
    {
        var latest = migrations.Max(migration => migration.Version);
        if (await VersionAsync(connection, place, latest, cancellationToken) == latest)
        {
            return;
        }

        // Another replica may migrate for longer than a statement may otherwise take.
        await RunAsync(connection, "SET statement_timeout = 0; SET lock_timeout = 0; SET idle_in_transaction_session_timeout = 0", cancellationToken);
        try
        {
            await MigrateAsync(connection, place, migrations, logger, cancellationToken);
        }
        catch (PostgresException exception) when (exception.SqlState == PostgresErrorCodes.InsufficientPrivilege)
        {
            throw new StoreUnavailableException(
                $"The database {place} needs schema {latest}, and this user may not change tables ({exception.MessageText}). Run edrgrpc --migrate-store once as the owner of the tables; see deploy/postgres/roles.sql.", exception);
        }

        await RunAsync(connection, $"SELECT pg_advisory_unlock({MigrationLock})", cancellationToken);
        await RunAsync(connection, "RESET statement_timeout; RESET lock_timeout; RESET idle_in_transaction_session_timeout", cancellationToken);
    }

    private static async Task MigrateAsync(
        NpgsqlConnection connection, string place, IReadOnlyList<(int Version, string Sql)> migrations, ILogger logger, CancellationToken cancellationToken)
    {
        var latest = migrations.Max(migration => migration.Version);

        // Outside the transaction: only the beginning of one sees the tables that another starter has made meanwhile. Released with the connection at the latest.
        await RunAsync(connection, $"SELECT pg_advisory_lock({MigrationLock})", cancellationToken);
        while (true)
        {
            await using var transaction = await connection.BeginTransactionAsync(System.Data.IsolationLevel.ReadCommitted, cancellationToken);
            var version = await VersionAsync(connection, place, latest, cancellationToken);
            if (version == latest)
            {
                return;
            }

            var (number, sql) = migrations.First(migration => migration.Version > version);
            if (version == 0)
            {
                await RunAsync(connection, "CREATE TABLE schema_version (version integer NOT NULL); INSERT INTO schema_version VALUES (0)", cancellationToken);
            }

            await RunAsync(connection, sql, cancellationToken);
            await RunAsync(connection, $"UPDATE schema_version SET version = {number}", cancellationToken);
            if (number == latest)
            {
                await RunAsync(connection, RuntimeRights.Grant, cancellationToken);
            }

            await transaction.CommitAsync(cancellationToken);
            StorageLog.Migrated(logger, place, number);
        }
    }

    /// <summary>Makes the head in a new store, and raises the epoch if it is asked for or the database server is another than before.</summary>
    public static async Task<(StoreIdentity Identity, bool IsRaised)> LoadAsync(NpgsqlConnection connection, bool raiseEpoch, CancellationToken cancellationToken)
    {
        await using var transaction = await connection.BeginTransactionAsync(System.Data.IsolationLevel.ReadCommitted, cancellationToken);
        var cluster = (string)(await ScalarAsync(connection, "SELECT system_identifier || '/' || substr(pg_walfile_name(pg_current_wal_lsn()), 1, 8) FROM pg_control_system()", cancellationToken))!;
        await RunAsync(
            connection,
            """
            INSERT INTO store_head (store_id, cluster, version, epoch, revision, purged_revision, unfinished, audit_sequence, audit_hash)
            VALUES (gen_random_uuid(), $1, 0, 1, 0, 0, 0, 0, $2) ON CONFLICT DO NOTHING
            """,
            cancellationToken,
            cluster,
            AuditChain.Beginning.ToArray());
        var raised = await RunAsync(
            connection,
            "UPDATE store_head SET epoch = epoch + 1, version = version + 1, cluster = $1 WHERE cluster <> $1 OR $2",
            cancellationToken,
            cluster,
            raiseEpoch);

        // Left by processes that were killed.
        await RunAsync(connection, "DELETE FROM writers WHERE seen_at < now() - interval '1 day'", cancellationToken);
        var id = (Guid)(await ScalarAsync(connection, "SELECT store_id FROM store_head", cancellationToken))!;
        var epoch = (int)(await ScalarAsync(connection, "SELECT epoch FROM store_head", cancellationToken))!;
        await transaction.CommitAsync(cancellationToken);
        return (new StoreIdentity(id, epoch), raised > 0);
    }

    private static async Task<int> VersionAsync(NpgsqlConnection connection, string place, int latest, CancellationToken cancellationToken)
    {
        if (await ScalarAsync(connection, "SELECT to_regclass('schema_version')::text", cancellationToken) is not string)
        {
            return 0;
        }

        var version = Convert.ToInt32(await ScalarAsync(connection, "SELECT version FROM schema_version", cancellationToken), CultureInfo.InvariantCulture);
        return version <= latest
            ? version
            : throw new StoreUnavailableException(
                $"The database {place} was written by a newer version of EdrGrpc (schema {version}, this one knows {latest}). Start that version, or name another database in Store:ConnectionString.");
    }

    private static async Task<object?> ScalarAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync(cancellationToken);
    }

    private static async Task<int> RunAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken, params object[] values)
    {
        await using var command = new NpgsqlCommand(sql, connection);

        // A migration may take its time; what it waits for has limits of its own.
        command.CommandTimeout = 0;
        foreach (var value in values)
        {
            command.Parameters.Add(PgText.Any(value));
        }

        return await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
