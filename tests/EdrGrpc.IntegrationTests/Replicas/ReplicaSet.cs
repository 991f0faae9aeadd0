using System.Net;
using EdrGrpc.Contract.V1;
using EdrGrpc.IntegrationTests.Support;
using EdrGrpc.Ksc.Simulator;
using EdrGrpc.Server.Cluster;
using EdrGrpc.TestPostgres;
using Grpc.Core;

namespace EdrGrpc.IntegrationTests.Replicas;

/// <summary>Several real programs on one PostgreSQL database, before one simulator in this process.</summary>
internal sealed class ReplicaSet : IAsyncDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("edrgrpc-replicas-");
    private readonly List<Replica> _replicas = [];

    private ReplicaSet(KscSimulator simulator, string connectionString) => (Simulator, ConnectionString) = (simulator, connectionString);

    public KscSimulator Simulator { get; }

    public string ConnectionString { get; }

    public string Folder => _folder.FullName;

    public Replica this[int index] => _replicas[index];

    /// <summary>Starts them one after the other; settings are written as environment variables.</summary>
    public static async Task<ReplicaSet> StartAsync(int count, SimulatorOptions? options = null, params string[] settings)
    {
        var postgres = await PostgresCluster.SharedAsync();
        return await StartAsync(await postgres.CreateDatabaseAsync(), count, options, settings);
    }

    /// <summary>The same on a database of one's own.</summary>
    public static async Task<ReplicaSet> StartAsync(string connectionString, int count, SimulatorOptions? options = null, params string[] settings)
    {
        var replicas = new ReplicaSet(await KscSimulator.StartAsync(options ?? Gateway.Fast()), connectionString);
        for (var number = 0; number < count; number++)
        {
            await replicas.AddAsync(settings);
        }

        return replicas;
    }

    /// <summary>What makes a replica send itself a signal when it comes by a point of <see cref="EdrGrpc.Ksc.SendPoints"/> for the n-th time.</summary>
    public static string[] SignalAt(string point, int hit, int signal) =>
        [$"DOTNET_STARTUP_HOOKS={Path.Combine(AppContext.BaseDirectory, "EdrGrpc.CrashHook.dll")}", $"EDRGRPC_SIGNAL_AT={point}:{hit}:{signal}"];

    public async Task<Replica> AddAsync(params string[] settings)
    {
        var environment = RealServer.SettingsOf(Simulator, Folder);
        environment["Store__Provider"] = "Postgres";
        environment["Store__ConnectionString"] = ConnectionString;

        // Its own over restarts, so that it is known for the successor of the one that was killed.
        environment["Cluster__Port"] = FreePort.On(IPAddress.Loopback).ToString();
        environment["Ksc__CallTimeout"] = "00:00:02";
        var replica = new Replica(environment);
        _replicas.Add(replica);
        await replica.StartAsync(settings);
        return replica;
    }

    public SubmitRequest Request(int host, string? requestId = null) => new()
    {
        RequestId = requestId ?? Guid.NewGuid().ToString(),
        Action = new ResponseAction { TargetHost = Simulator.Hosts.All[host].Id, GetFile = new GetFile { Path = $@"C:\{Guid.NewGuid():N}.exe" } },
    };

    /// <summary>The events of a submission to its end, as a replica tells them.</summary>
    public static async Task<List<SubmissionEvent>> EventsAsync(Replica replica, string id)
    {
        using var watch = replica.Responses.WatchSubmission(new WatchSubmissionRequest { SubmissionId = id }, Gateway.Options());
        return await watch.ResponseStream.ReadAllAsync().Where(message => message.Event is not null).Select(message => message.Event).ToListAsync();
    }

    public IReadOnlyList<LedgerEntry> Incidents => Simulator.Ledger.Of(LedgerKind.IncidentAdded);

    public async ValueTask DisposeAsync()
    {
        foreach (var replica in _replicas)
        {
            await replica.DisposeAsync();
        }

        await Simulator.DisposeAsync();
        _folder.Delete(recursive: true);
    }
}
