using System.Globalization;
using EdrGrpc.Submissions.Store;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;

namespace EdrGrpc.Storage.Sqlite;

/// <summary>Creates and migrates the schema: numbered SQL files, applied in one transaction each, the version in user_version.</summary>
internal static class SqliteSchema
{
    // "EDRG": tells our files from other SQLite files.
    private const int ApplicationId = 0x45445247;

    public static int Latest => Migrations().Max(migration => migration.Version);

    public static void Prepare(SqliteConnection connection, string path, ILogger logger) => Prepare(connection, path, Migrations(), logger);

    internal static void Prepare(SqliteConnection connection, string path, IReadOnlyList<(int Version, string Sql)> migrations, ILogger logger)
    {
        var latest = migrations.Max(migration => migration.Version);
        var applicationId = Convert.ToInt32(Scalar(connection, "PRAGMA application_id"), CultureInfo.InvariantCulture);
        var version = Convert.ToInt32(Scalar(connection, "PRAGMA user_version"), CultureInfo.InvariantCulture);
        var isEmpty = Convert.ToInt64(Scalar(connection, "SELECT count(*) FROM sqlite_master"), CultureInfo.InvariantCulture) == 0;
        if (!isEmpty && applicationId != ApplicationId)
        {
            throw new StoreUnavailableException($"{path} is a database of another program. Set Store:Path to another file.");
        }

        if (version > latest)
        {
            throw new StoreUnavailableException(
                $"{path} was written by a newer version of EdrGrpc (schema {version}, this one knows {latest}). Start that version, or set Store:Path to another file.");
        }

        foreach (var (number, sql) in migrations.Where(migration => migration.Version > version))
        {
            using var transaction = connection.BeginTransaction(deferred: false);
            Execute(connection, transaction, sql);
            Execute(connection, transaction, $"PRAGMA application_id = {ApplicationId}; PRAGMA user_version = {number};");
            transaction.Commit();
            StorageLog.Migrated(logger, path, number);
        }
    }

    public static StoreIdentity LoadIdentity(SqliteConnection connection, bool raiseEpoch)
    {
        using var transaction = connection.BeginTransaction(deferred: false);
        Execute(connection, transaction, $"INSERT OR IGNORE INTO meta VALUES ('store_id', '{Guid.NewGuid()}'), ('epoch', '1'), ('purged_revision', '0')");
        if (raiseEpoch)
        {
            Execute(connection, transaction, "UPDATE meta SET value = CAST(value AS INTEGER) + 1 WHERE key = 'epoch'");
        }

        var identity = new StoreIdentity(
            Guid.Parse((string)Scalar(connection, "SELECT value FROM meta WHERE key = 'store_id'", transaction)!),
            int.Parse((string)Scalar(connection, "SELECT value FROM meta WHERE key = 'epoch'", transaction)!, CultureInfo.InvariantCulture));
        transaction.Commit();
        return identity;
    }

    public static object? Scalar(SqliteConnection connection, string sql, SqliteTransaction? transaction = null)
    {
        using var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = sql;
        return command.ExecuteScalar();
    }

    private static void Execute(SqliteConnection connection, SqliteTransaction transaction, string sql)
    {
        using var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    internal static List<(int Version, string Sql)> Migrations() => EmbeddedMigrations.Of("Sqlite");
}
