using System.Net.Sockets;
using EdrGrpc.Submissions.Store;
using Npgsql;

namespace EdrGrpc.Storage.Postgres;

/// <summary>PostgreSQL's errors as sentences that name the database and what to do. The text of a connection string never gets into one.</summary>
internal static class PostgresErrors
{
    /// <summary>True if it comes from PostgreSQL or the way to it.</summary>
    public static bool IsKnown(Exception exception) => exception is NpgsqlException or SocketException or IOException or TimeoutException or GuardFailedException;

    /// <summary>True if only the data of a write was refused, so that others of its group may go through.</summary>
    public static bool IsOfTheData(Exception exception) =>
        exception is GuardFailedException
        || (exception is PostgresException postgres && postgres.SqlState.Length == 5 && postgres.SqlState[..2] is "21" or "22" or "23" or "54");

    /// <summary>True if the connection is gone, or was ended, and a new one may work.</summary>
    public static bool IsOfTheConnection(Exception exception) => exception switch
    {
        // Ended by an administrator, by a crash, or because it stood still in a transaction.
        PostgresException postgres => postgres.SqlState is PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown or "25P03"
            || postgres.SqlState.StartsWith("08", StringComparison.Ordinal),
        NpgsqlException { InnerException: TimeoutException } => false,
        NpgsqlException or SocketException or IOException => true,
        _ => false,
    };

    public static StoreUnavailableException Translate(Exception exception, string place)
    {
        var what = exception switch
        {
            PostgresException postgres => Of(postgres, place),
            GuardFailedException guard => $"The database {place}: {guard.Message} Repeat the call.",
            NpgsqlException when exception.Message.Contains("pool has been exhausted", StringComparison.Ordinal) =>
                $"All connections to the database {place} are in use: raise Maximum Pool Size in Store:ConnectionString.",
            _ when exception is TimeoutException || exception.InnerException is TimeoutException => $"The database {place} does not answer in time. Look at the server and the network.",
            _ when exception.InnerException is System.Security.Authentication.AuthenticationException || exception.Message.Contains("SSL", StringComparison.Ordinal) =>
                $"The TLS certificate of the database {place} is not trusted, or TLS is not offered: set Root Certificate and SSL Mode in Store:ConnectionString.",
            NpgsqlException when IsRefused(exception) => $"The database {place} cannot be reached: is the server running, and are host and port in Store:ConnectionString right?",
            _ => $"The connection to the database {place} was lost. The server connects again by itself.",
        };
        return new StoreUnavailableException(what, exception);
    }

    private static bool IsRefused(Exception exception) => exception.InnerException is SocketException or null && exception is not PostgresException;

    private static string Of(PostgresException exception, string place) => exception.SqlState switch
    {
        PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown or PostgresErrorCodes.CannotConnectNow => $"The database {place} is stopping or starting. The server connects again by itself.",
        PostgresErrorCodes.ReadOnlySqlTransaction => $"The database {place} is read-only: it is a standby, or default_transaction_read_only is set. Point Store:ConnectionString to the primary.",
        PostgresErrorCodes.DiskFull => $"The disk of the database {place} is full. Free some space; the server goes on by itself.",
        PostgresErrorCodes.OutOfMemory => $"The database {place} is out of memory.",
        PostgresErrorCodes.TooManyConnections => $"The database {place} has no connection left (max_connections). Raise it, or lower Maximum Pool Size in Store:ConnectionString.",
        PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification =>
            $"The database {place} refuses the user or password of Store:ConnectionString.",
        PostgresErrorCodes.InvalidCatalogName => $"There is no database {place}: create it, or set another one in Store:ConnectionString.",
        PostgresErrorCodes.InsufficientPrivilege => $"The user of Store:ConnectionString lacks a right on the database {place} ({exception.MessageText}); see deploy/postgres/roles.sql.",
        PostgresErrorCodes.UndefinedTable or PostgresErrorCodes.UndefinedColumn => $"The database {place} lacks a table or column ({exception.MessageText}): was it dropped, or is the search path another?",
        PostgresErrorCodes.LockNotAvailable => $"Another session holds the lock of store_head in the database {place} for too long. Look for it in pg_stat_activity.",
        PostgresErrorCodes.QueryCanceled => $"The database {place} took too long for a statement.",
        "25P03" => $"The database {place} ended the connection of this server because it stood still in a transaction.",
        PostgresErrorCodes.IoError or PostgresErrorCodes.DataCorrupted or PostgresErrorCodes.IndexCorrupted =>
            $"The database {place} is damaged or its disk fails ({exception.SqlState}). Look at PostgreSQL's log.",
        _ => $"The database {place} does not work: {exception.MessageText} ({exception.SqlState}).",
    };
}
