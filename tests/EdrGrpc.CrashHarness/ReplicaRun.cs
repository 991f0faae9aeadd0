using System.Diagnostics;
using System.Globalization;
using EdrGrpc.Ksc;
using EdrGrpc.TestPostgres;
using Npgsql;

namespace EdrGrpc.CrashHarness;

/// <summary>
/// Three replicas on one PostgreSQL, each in a network of its own, under load, while KSC misbehaves: one is killed, leaves, stands still, is cut off from
/// the others; the database restarts and crashes. Then everything is brought to its end.
/// </summary>
internal sealed class ReplicaRun(string folder, int rounds, int seed)
{
    private const int Replicas = 3;
    private const int Hosts = 24;
    private const int Clients = 5;
    private const int Watchers = 4;

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Partition = TimeSpan.FromSeconds(25);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private readonly Random _random = new(seed);
    private readonly List<(string Event, double Acknowledged, double Ended)> _recoveries = [];

    public async Task RunAsync()
    {
        await using var postgres = await PostgresCluster.StartAsync();
        var connection = new NpgsqlConnectionStringBuilder(await postgres.CreateDatabaseAsync()) { Host = postgres.SocketFolder }.ConnectionString;
        await using var scene = await Scene.StartAsync(folder, seed, Hosts, ReplicaNetwork.Ksc);
        var faults = new KscFaults(scene.Simulator, scene.Observations, seed, on: true);
        var replicas = Enumerable.Range(0, Replicas).Select(number => new ReplicaSupervisor(number, scene, SettingsOf(number, scene, connection))).ToList();
        foreach (var replica in replicas)
        {
            replica.Start();
            await replica.UpAsync().WaitAsync(Patience, TimeProvider.System);
        }

        using var enough = new CancellationTokenSource();
        using var stop = new CancellationTokenSource();
        var clients = Enumerable.Range(0, Clients)
            .Select(number => new SubmittingClient(number, _random.Next(), scene.Gateway, scene.Hosts, scene.Observations, scene.Progress).RunAsync(enough.Token, stop.Token))
            .ToList();
        var watchers = Enumerable.Range(0, Watchers)
            .Select(number => new ReconnectingWatcher(number, _random.Next(), scene.Gateway, scene.Observations, scene.Progress, isSteady: number == 0).RunAsync(stop.Token))
            .ToList();
        try
        {
            for (var round = 0; round < rounds; round++)
            {
                await RoundAsync(scene, postgres, replicas);
            }

            await enough.CancelAsync();
            await Task.WhenAll(clients);
            faults.Stop();
            await scene.DrainAsync();

            // What KSC works off late must have come before the run may end.
            await Task.Delay(KscFaults.LongestDelay + TimeSpan.FromSeconds(1), TimeProvider.System);
            await scene.SubmitLastAsync(stop.Token);
            await Task.WhenAll(watchers).WaitAsync(TimeSpan.FromMinutes(2), TimeProvider.System);
        }
        finally
        {
            await stop.CancelAsync();
            foreach (var replica in replicas)
            {
                // 75: declared dead while it was asked to end.
                if (await replica.EndAsync() is var code && code is not (0 or 75))
                {
                    scene.Observations.Error($"a replica ended with {code} after SIGTERM");
                }

                replica.Dispose();
            }
        }

        await StoreExport.RunAsync(connection, Path.Combine(folder, RunFolder.Store));
        Report(scene, faults, replicas);
    }

    private async Task RoundAsync(Scene scene, PostgresCluster postgres, List<ReplicaSupervisor> replicas)
    {
        foreach (var what in Shuffled(["kill -9", "SIGTERM", "30 s stopped between intent and request", "cut off from the other replicas", "restart of the database", "crash of the database"]))
        {
            var number = _random.Next(Replicas);
            var replica = replicas[number];
            var evictions = replicas.Sum(each => each.Evictions);
            var waiting = await UnderLoadAsync(scene);
            var began = Stopwatch.GetTimestamp();
            scene.Observations.Killed(what, 0);
            switch (what)
            {
                case "kill -9":
                    await replica.KillAsync();
                    break;
                case "SIGTERM":
                    await replica.Process!.TerminateAsync();
                    break;
                case "30 s stopped between intent and request":
                    began = await StandStillAsync(scene, replica);
                    waiting = [.. scene.Progress.UnfinishedIds];
                    break;
                case "cut off from the other replicas":
                    await ReplicaNetwork.CutAsync(number);
                    break;
                case "restart of the database":
                    await postgres.StopAsync();
                    await postgres.StartAgainAsync();
                    break;
                default:
                    await postgres.CrashAsync();
                    await postgres.StartAgainAsync();
                    break;
            }

            await AcknowledgedAgainAsync(scene);
            var again = Stopwatch.GetElapsedTime(began);
            await EndedAsync(scene, waiting);
            var ended = Stopwatch.GetElapsedTime(began);
            _recoveries.Add((what, again.TotalSeconds, ended.TotalSeconds));
            var leftOver = what == "30 s stopped between intent and request" ? Pause : what == "cut off from the other replicas" ? Partition : TimeSpan.Zero;
            if (leftOver > ended)
            {
                await Task.Delay(leftOver - ended, TimeProvider.System);
            }

            if (what == "cut off from the other replicas")
            {
                await ReplicaNetwork.MendAsync(number);
            }
            else if (what == "30 s stopped between intent and request")
            {
                var until = Observations.Now;
                replica.Process!.Continue();
                scene.Observations.Stopped(SendPoints.IntentStored, until - Stopwatch.GetElapsedTime(began), until);
            }

            await Task.WhenAll(replicas.Select(each => AllUpAsync(each)));
            Console.WriteLine(
                $"{what,-42} replica {number}: acknowledged again after {again.TotalSeconds,5:0.0} s, {waiting.Count,3} unfinished ones ended after {ended.TotalSeconds,5:0.0} s, "
                + $"all replicas up after {Stopwatch.GetElapsedTime(began).TotalSeconds,5:0.0} s, {replicas.Sum(each => each.Evictions) - evictions} declared dead");
        }
    }

    // The point is reached by whichever submission comes by next.
    private static async Task<long> StandStillAsync(Scene scene, ReplicaSupervisor replica)
    {
        await replica.RestartWithAsync(SendPoints.IntentStored, hit: 3, GatewayProcess.SigStop).WaitAsync(Patience, TimeProvider.System);
        await UntilAsync(replica.Process!.IsStopped);
        scene.Observations.Killed("stopped", 0);
        return Stopwatch.GetTimestamp();
    }

    private static async Task AllUpAsync(ReplicaSupervisor replica)
    {
        await replica.UpAsync().WaitAsync(Patience, TimeProvider.System);
    }

    private static async Task<List<string>> UnderLoadAsync(Scene scene)
    {
        await UntilAsync(() => scene.Progress.Unfinished >= 10);
        return [.. scene.Progress.UnfinishedIds];
    }

    private static Task AcknowledgedAgainAsync(Scene scene)
    {
        var before = scene.Progress.Acknowledged;
        return UntilAsync(() => scene.Progress.Acknowledged > before + 2);
    }

    private static Task EndedAsync(Scene scene, List<string> waiting) => UntilAsync(() => !scene.Progress.UnfinishedIds.Intersect(waiting).Any());

    private static async Task UntilAsync(Func<bool> condition)
    {
        using var limit = new CancellationTokenSource(Patience, TimeProvider.System);
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while (!condition())
        {
            await timer.WaitForNextTickAsync(limit.Token);
        }
    }

    private static Dictionary<string, string> SettingsOf(int number, Scene scene, string connection)
    {
        var certificates = Environment.GetEnvironmentVariable("EDRGRPC_REPLICA_CERTIFICATES") ?? throw new InvalidOperationException("EDRGRPC_REPLICA_CERTIFICATES is not set: run tests/replicas.sh.");
        return new Dictionary<string, string>(scene.Settings, StringComparer.Ordinal)
        {
            ["Store__Provider"] = "Postgres",
            ["Store__ConnectionString"] = connection,
            ["Cluster__Address"] = ReplicaNetwork.Address(number),
            ["Cluster__Port"] = "11111",

            // As in production: what a dead replica left must be taken over because it is dead, not because of a sweep that was due.
            ["Ksc__SweepInterval"] = "00:00:30",
            ["Cluster__CertificateFile"] = Path.Combine(certificates, "replica.pem"),
            ["Cluster__CertificateKeyFile"] = Path.Combine(certificates, "replica.key"),
            ["Cluster__CaFile"] = Path.Combine(certificates, "ca.pem"),
            ["Cluster__PeerName"] = "replica.edrgrpc.internal",
        };
    }

    private string[] Shuffled(string[] all)
    {
        _random.Shuffle(all);
        return all;
    }

    private void Report(Scene scene, KscFaults faults, List<ReplicaSupervisor> replicas)
    {
        Console.WriteLine($"\n{scene.Progress.Acknowledged} submissions acknowledged, {replicas.Sum(replica => replica.Evictions)} replicas declared dead while they lived");
        foreach (var group in _recoveries.GroupBy(recovery => recovery.Event).OrderBy(group => group.Key, StringComparer.Ordinal))
        {
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"  recovery  {group.Key,-42} acknowledged again after {group.Max(one => one.Acknowledged),5:0.0} s at most, what was unfinished had ended after {group.Max(one => one.Ended),5:0.0} s at most"));
        }

        foreach (var (name, count) in faults.Counts)
        {
            Console.WriteLine($"  fault {name,-24}{count,6}");
        }
    }
}
