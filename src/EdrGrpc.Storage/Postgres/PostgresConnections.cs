using System.Globalization;
using System.Net;
using EdrGrpc.Submissions.Store;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace EdrGrpc.Storage.Postgres;

/// <summary>The connections of this server: one that writes, one that listens, and a pool that reads.</summary>
internal sealed class PostgresConnections : IAsyncDisposable
{
    // Longer than a stalled writer lives: whoever waits for it outlives it.
    private const double LockTimeoutFactor = 2.5;

    private const int WriteBufferBytes = 256 << 10;

    private static readonly TimeSpan StatementTimeout = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan AnswerTimeout = TimeSpan.FromSeconds(15);

    private readonly NpgsqlDataSource _writers;
    private readonly ILogger _logger;

    public PostgresConnections(PostgresStoreOptions options, ILogger logger)
    {
        var settings = SettingsOf(options.ConnectionString);
        _logger = logger;
        Place = PlaceOf(settings);

        // Only notifications are written there: nothing has to be durable.
        // No read leaves anything behind in its session that the next one would have to be kept from.
        var reader = new NpgsqlConnectionStringBuilder(settings.ConnectionString) { NoResetOnClose = true };
        Reads = NpgsqlDataSource.Create(With(reader, "synchronous_commit=off"));

        // A usual group is one write to the socket: PostgreSQL has no time limit for half of a message, and a process that is paused between two writes
        // would hold the lock of the head for as long as it stands.
        var writer = new NpgsqlConnectionStringBuilder(settings.ConnectionString) { Pooling = false, WriteBufferSize = WriteBufferBytes };
        _writers = NpgsqlDataSource.Create(With(
            writer,
            $"lock_timeout={Milliseconds(options.StallTimeout * LockTimeoutFactor)}",
            $"idle_in_transaction_session_timeout={Milliseconds(options.StallTimeout)}"));
    }

    /// <summary>Server and database, for people.</summary>
    public string Place { get; }

    public NpgsqlDataSource Reads { get; }

    /// <summary>A connection of its own, whose commits are on the disk when they return.</summary>
    /// <exception cref="StoreUnavailableException">The server does not keep what it confirms.</exception>
    public async Task<NpgsqlConnection> OpenWriterAsync(CancellationToken cancellationToken)
    {
        var connection = await _writers.OpenConnectionAsync(cancellationToken);
        try
        {
            await CheckDurabilityAsync(connection, cancellationToken);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    /// <summary>A connection of its own without a limit on waiting.</summary>
    public ValueTask<NpgsqlConnection> OpenListenerAsync(CancellationToken cancellationToken) => _writers.OpenConnectionAsync(cancellationToken);

    public async ValueTask DisposeAsync()
    {
        await Reads.DisposeAsync();
        await _writers.DisposeAsync();
    }

    private async Task CheckDurabilityAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        string commit;
        bool isSynced;
        bool isStandby;
        await using (var command = new NpgsqlCommand("SELECT current_setting('synchronous_commit'), current_setting('fsync'), pg_is_in_recovery()", connection))
        await using (var row = await command.ExecuteReaderAsync(cancellationToken))
        {
            await row.ReadAsync(cancellationToken);
            commit = row.GetString(0);
            isSynced = row.GetString(1) is "on";
            isStandby = row.GetBoolean(2);
        }

        if (!isSynced)
        {
            throw new StoreUnavailableException($"The database server of {Place} runs with fsync=off: what it confirms can be lost. Switch fsync on.");
        }

        if (isStandby)
        {
            throw new StoreUnavailableException($"The database {Place} is a standby and read-only. Point Store:ConnectionString to the primary (several hosts with Target Session Attributes=primary find it).");
        }

        if (commit is "off" or "local")
        {
            PostgresLog.SynchronousCommitSet(_logger, Place);
            await using var set = new NpgsqlCommand("SET synchronous_commit = on", connection);
            await set.ExecuteNonQueryAsync(cancellationToken);
        }
    }

    /// <summary>Connections for the membership of replicas: few, short, and durable.</summary>
    public static NpgsqlDataSource ForClustering(string connectionString)
    {
        var settings = SettingsOf(connectionString);
        settings.ApplicationName += " replicas";
        settings.MaxPoolSize = 4;
        return NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(settings.ConnectionString) { Options = $"{settings.Options} -c statement_timeout={Milliseconds(StatementTimeout)}".Trim() }.ConnectionString);
    }

    /// <summary>A connection string with what is ours for all that it leaves open.</summary>
    /// <exception cref="StoreUnavailableException">It cannot be read.</exception>
    internal static NpgsqlConnectionStringBuilder SettingsOf(string connectionString)
    {
        var settings = Parse(connectionString);
        settings.PersistSecurityInfo = false;
        settings.ApplicationName ??= "edrgrpc";
        settings.MaxAutoPrepare = 200;
        settings.AutoPrepareMinUsages = 1;
        settings.CommandTimeout = (int)AnswerTimeout.TotalSeconds;
        settings.CancellationTimeout = 2000;
        if (!IsSet(settings, "Timeout"))
        {
            settings.Timeout = 5;
        }

        if (!IsSet(settings, "Keepalive"))
        {
            settings.KeepAlive = 10;
        }

        // After a fail-over: how long a host that was a standby is not asked again whether it is the primary now.
        if (!IsSet(settings, "Host Recheck Seconds"))
        {
            settings.HostRecheckSeconds = 2;
        }

        if (!IsSet(settings, "SSL Mode") && !IsLocal(settings.Host))
        {
            settings.SslMode = SslMode.VerifyFull;
        }

        if (!IsSet(settings, "GSS Encryption Mode"))
        {
            settings.GssEncryptionMode = GssEncryptionMode.Disable;
        }

        return settings;
    }

    // ContainsKey is true of every keyword that Npgsql knows.
    private static bool IsSet(NpgsqlConnectionStringBuilder settings, string keyword) => settings.ShouldSerialize(keyword);

    private static NpgsqlConnectionStringBuilder Parse(string text)
    {
        NpgsqlConnectionStringBuilder? settings = null;
        try
        {
            settings = new NpgsqlConnectionStringBuilder(text);
        }
        catch (Exception exception) when (exception is ArgumentException or FormatException or KeyNotFoundException)
        {
            // Its text may repeat a part of the password: it goes no further.
        }

        if (settings is null)
        {
            throw new StoreUnavailableException("Store:ConnectionString cannot be read: write key=value pairs with semicolons between, and values with semicolons or quotes in quotes.");
        }

        return string.IsNullOrWhiteSpace(settings.Host)
            ? throw new StoreUnavailableException("Store:ConnectionString names no Host: write for example Host=db.example;Database=edrgrpc;Username=edrgrpc;Password=….")
            : settings;
    }

    // Every read and write looks keys up in an index. The planner must not settle for reading all of a table because it was small when the statement was
    // prepared: a hash or merge join of a few keys with the submissions reads them all.
    private static string With(NpgsqlConnectionStringBuilder settings, params string[] own)
    {
        string[] session = ["enable_seqscan=off", "enable_hashjoin=off", "enable_mergejoin=off", "jit=off", $"statement_timeout={Milliseconds(StatementTimeout)}", .. own];
        var all = string.Join(' ', session.Select(setting => "-c " + setting));
        return new NpgsqlConnectionStringBuilder(settings.ConnectionString) { Options = string.IsNullOrEmpty(settings.Options) ? all : settings.Options + " " + all }.ConnectionString;
    }

    private static bool IsLocal(string? hosts) => hosts is not null && hosts.Split(',').All(host =>
        host.StartsWith('/') || host.StartsWith('@') || host.StartsWith("localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address))
        || (IPEndPoint.TryParse(host, out var end) && IPAddress.IsLoopback(end.Address)));

    private static string PlaceOf(NpgsqlConnectionStringBuilder settings) =>
        $"{settings.Database ?? settings.Username} on {settings.Host}{(settings.Host!.Contains(',', StringComparison.Ordinal) ? "" : ":" + settings.Port.ToString(CultureInfo.InvariantCulture))}";

    private static string Milliseconds(TimeSpan time) => ((long)time.TotalMilliseconds).ToString(CultureInfo.InvariantCulture);
}
