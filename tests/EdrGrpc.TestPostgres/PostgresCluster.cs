using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using EdrGrpc.Server.Cluster;
using Npgsql;

namespace EdrGrpc.TestPostgres;

/// <summary>
/// A PostgreSQL server of its own in a temporary folder, on a loopback port, with fsync on. It ends with this process, however that ends: it runs under
/// a shell that waits for the end of its input.
/// </summary>
public sealed class PostgresCluster : IAsyncDisposable
{
    // "keep" stops the server and leaves its data for the next start; the end of the input also removes them.
    private const string Script = """
        trap '' INT TERM
        "$1/postgres" -D "$2/data" -k "$2" -p "$3" -c listen_addresses=127.0.0.1 -c max_connections=300 -c log_min_messages=fatal -c logging_collector=off >> "$2/log" 2>&1 &
        server=$!
        line=
        read -r line
        kill -INT "$server" 2>/dev/null
        wait "$server"
        [ "$line" = keep ] || rm -rf "$2"
        """;

    /// <summary>The role that must give a password, once it is created.</summary>
    public const string PasswordRole = "edrgrpc_password";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    // Between two tries to connect: a server that starts, or recovers, tells nobody when it takes connections.
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);
    private static readonly Lazy<Task<PostgresCluster>> Shared = new(() => StartAsync());

    private readonly string _programs;
    private readonly string _folder;
    private Process? _shell;
    private int _databases;

    private PostgresCluster(string programs, string folder, int port)
    {
        _programs = programs;
        _folder = folder;
        Port = port;
    }

    public int Port { get; }

    /// <summary>Folder of its socket, for programs in other networks of the same machine.</summary>
    public string SocketFolder => _folder;

    /// <summary>The server that all tests of this process share, each with a database of its own.</summary>
    public static Task<PostgresCluster> SharedAsync() => Shared.Value;

    /// <param name="settings">More of postgresql.conf, "fsync=off".</param>
    public static async Task<PostgresCluster> StartAsync(params string[] settings)
    {
        var folder = await CreateFolderAsync();
        var cluster = new PostgresCluster(Programs(), folder, FreePort.On(IPAddress.Loopback));
        await cluster.RunAsServerAsync("initdb", "-D", Path.Combine(folder, "data"), "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync");

        // One role with a password, everybody else without.
        var access = Path.Combine(folder, "data", "pg_hba.conf");
        await File.WriteAllTextAsync(access, $"host all {PasswordRole} 127.0.0.1/32 scram-sha-256\n" + await File.ReadAllTextAsync(access));
        await File.AppendAllLinesAsync(Path.Combine(folder, "data", "postgresql.conf"), settings);
        await cluster.StartAgainAsync();
        return cluster;
    }

    /// <summary>A standby of this server that has everything which this one confirms (synchronous replication).</summary>
    public async Task<PostgresCluster> StartStandbyAsync()
    {
        var standby = new PostgresCluster(_programs, await CreateFolderAsync(), FreePort.On(IPAddress.Loopback));
        await standby.RunAsServerAsync(
            "pg_basebackup", "-h", "127.0.0.1", "-p", Port.ToString(), "-U", "postgres", "-D", Path.Combine(standby._folder, "data"), "-R", "-X", "stream", "-c", "fast", "--no-sync");
        await standby.StartAgainAsync();
        await ExecuteAsync("postgres", "ALTER SYSTEM SET synchronous_standby_names = '*'");
        await ExecuteAsync("postgres", "SELECT pg_reload_conf()");
        return standby;
    }

    /// <summary>Makes a standby the primary.</summary>
    public Task PromoteAsync() => ExecuteAsync("postgres", "SELECT pg_promote()");

    /// <summary>Connects as the owner of everything.</summary>
    public string ConnectionString(string database, string user = "postgres") => $"Host=127.0.0.1;Port={Port};Username={user};Database={database}";

    /// <summary>Makes an empty database; returns its connection string.</summary>
    public async Task<string> CreateDatabaseAsync()
    {
        var name = $"edrgrpc_{Interlocked.Increment(ref _databases)}";
        await ExecuteAsync("postgres", $"CREATE DATABASE {name}");
        return ConnectionString(name);
    }

    /// <summary>Removes a database with whatever is connected to it.</summary>
    public Task DropDatabaseAsync(string connectionString) =>
        ExecuteAsync("postgres", $"DROP DATABASE IF EXISTS {new NpgsqlConnectionStringBuilder(connectionString).Database} WITH (FORCE)");

    /// <summary>Runs statements in a database.</summary>
    public async Task ExecuteAsync(string database, string sql)
    {
        await using var connection = new NpgsqlConnection(ConnectionString(database) + ";Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>Stops the server; its data stay.</summary>
    public async Task StopAsync()
    {
        if (_shell is { } shell)
        {
            _shell = null;
            await shell.StandardInput.WriteLineAsync("keep");
            await shell.WaitForExitAsync().WaitAsync(Patience);
            shell.Dispose();
        }
    }

    /// <summary>What a crash of the server does: no checkpoint, recovery at the next start.</summary>
    public async Task CrashAsync()
    {
        await RunAsServerAsync("pg_ctl", "stop", "-m", "immediate", "-D", Path.Combine(_folder, "data"));
        await StopAsync();
    }

    public async Task StartAgainAsync()
    {
        _shell = Start(Privileged(["sh", "-c", Script, "sh", _programs, _folder, Port.ToString()]));
        var started = Stopwatch.StartNew();
        while (true)
        {
            try
            {
                await ExecuteAsync("postgres", "SELECT 1");
                return;
            }
            catch (NpgsqlException) when (started.Elapsed < Patience && !_shell.HasExited)
            {
                await Task.Delay(Pause, TimeProvider.System);
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_shell is { } shell)
        {
            _shell = null;
            shell.StandardInput.Close();
            await shell.WaitForExitAsync().WaitAsync(Patience);
            shell.Dispose();
        }
    }

    private static async Task<string> CreateFolderAsync()
    {
        var folder = Directory.CreateTempSubdirectory("edrgrpc-postgres-").FullName;
        if (Environment.IsPrivilegedProcess)
        {
            await RunAsync("chown", "postgres:", folder);
        }

        return folder;
    }

    private static string Programs()
    {
        const string debian = "/usr/lib/postgresql";
        var newest = Directory.Exists(debian) ? Directory.GetDirectories(debian).OrderByDescending(folder => folder, StringComparer.Ordinal).FirstOrDefault() : null;
        return newest is not null && File.Exists(Path.Combine(newest, "bin", "initdb"))
            ? Path.Combine(newest, "bin")
            : throw new InvalidOperationException("PostgreSQL is needed for these tests: apt-get install postgresql (tests/run.sh does it).");
    }

    // PostgreSQL refuses to run as root.
    private static string[] Privileged(string[] command) => Environment.IsPrivilegedProcess ? ["runuser", "-u", "postgres", "--", .. command] : command;

    private Task RunAsServerAsync(string program, params string[] arguments) => RunAsync(Privileged([Path.Combine(_programs, program), .. arguments]));

    private static async Task RunAsync(params string[] command)
    {
        using var process = Start(command);
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync().WaitAsync(Patience);
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{string.Join(' ', command)} ended with {process.ExitCode}: {errors} {await output}");
        }
    }

    private static Process Start(string[] command)
    {
        var start = new ProcessStartInfo(command[0]) { UseShellExecute = false, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = Path.GetTempPath() };
        foreach (var argument in command.Skip(1))
        {
            start.ArgumentList.Add(argument);
        }

        return Process.Start(start)!;
    }
}
