using System.Net;
using EdrGrpc.Contract.V1;
using EdrGrpc.Ksc.Simulator;
using Grpc.Core;

namespace EdrGrpc.CrashHarness;

/// <summary>A simulator with its ledger, a store, and a gateway process that comes and goes.</summary>
internal sealed class Scene : IAsyncDisposable
{
    private static readonly TimeSpan DrainPatience = TimeSpan.FromMinutes(4);

    private readonly TextWriter _log;

    private Scene(KscSimulator simulator, string folder)
    {
        Simulator = simulator;
        Settings = GatewaySettings.For(simulator, folder);
        Observations = new Observations(Path.Combine(folder, RunFolder.Observations));
        _log = TextWriter.Synchronized(new StreamWriter(Path.Combine(folder, RunFolder.Log)));
    }

    public KscSimulator Simulator { get; }

    public Dictionary<string, string> Settings { get; }

    public Observations Observations { get; }

    public LiveGateway Gateway { get; } = new();

    public Progress Progress { get; } = new();

    public IReadOnlyList<string> Hosts => [.. Simulator.Hosts.All.Select(host => host.Id)];

    public static Task<Scene> StartAsync(string folder, int seed, int hosts) => StartAsync(folder, seed, hosts, IPAddress.Loopback);

    public static async Task<Scene> StartAsync(string folder, int seed, int hosts, IPAddress address)
    {
        Directory.CreateDirectory(folder);
        var simulator = await KscSimulator.StartAsync(new SimulatorOptions
        {
            Seed = seed,
            BindAddress = address,
            IsIsolatedNetwork = !IPAddress.IsLoopback(address),
            HostCount = hosts,
            LedgerPath = Path.Combine(folder, RunFolder.Ledger),
            TaskCreationDelay = TimeSpan.FromMilliseconds(60),
            DeliveryDelay = TimeSpan.FromMilliseconds(20),
            StartDelay = TimeSpan.FromMilliseconds(20),
            RunTime = TimeSpan.FromMilliseconds(150),
        });

        // By the body, so that every repeat of a run ends alike.
        simulator.Tasks.Outcome = (_, _, body) => (body.Length % 13) switch
        {
            0 => SimulatedOutcome.Fail("The file is locked"),
            1 => SimulatedOutcome.Warn("Done after a restart"),
            _ => SimulatedOutcome.Succeed,
        };
        return new Scene(simulator, folder);
    }

    /// <summary>What the gateway writes.</summary>
    public TextWriter Log => _log;

    public GatewayProcess StartGateway(string? point = null, int hit = 0, int signal = GatewayProcess.SigKill)
    {
        _log.WriteLine($"---- start, {(point is null ? "no point" : $"signal {signal} at hit {hit} of {point}")}");
        return GatewayProcess.Start(Settings, _log, point, hit, signal);
    }

    /// <summary>Waits until everything acknowledged has ended.</summary>
    public async Task DrainAsync()
    {
        using var limit = new CancellationTokenSource(DrainPatience, TimeProvider.System);
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        try
        {
            while (Progress.Unfinished > 0)
            {
                await timer.WaitForNextTickAsync(limit.Token);
            }
        }
        catch (OperationCanceledException)
        {
            Observations.Error($"not ended within {DrainPatience}: {string.Join(", ", Progress.UnfinishedIds)}");
        }
    }

    /// <summary>The submission whose end ends the watchers.</summary>
    public async Task SubmitLastAsync(CancellationToken stop)
    {
        const string marker = "thelastone";
        var client = await Gateway.ClientAsync(stop);
        var request = new SubmitRequest
        {
            RequestId = Guid.NewGuid().ToString(),
            Action = new ResponseAction { TargetHost = Hosts[0], GetFile = new GetFile { Path = $@"C:\crash\{marker}.exe" } },
            Context = new Context { CaseId = ReconnectingWatcher.LastCase },
        };
        var sentAt = EdrGrpc.CrashHarness.Observations.Now;
        var answer = await client.SubmitAsync(request, new CallOptions(cancellationToken: stop));
        Observations.Acknowledged(request.RequestId, [new Acknowledged(answer.Submission.SubmissionId, Hosts[0], marker)], sentAt, answer.Deduplicated);
        Progress.Acknowledge(answer.Submission.SubmissionId);
    }

    public async Task EndGatewayAsync(GatewayProcess process)
    {
        Gateway.Down();
        if (await process.TerminateAsync() is var code && code != 0)
        {
            Observations.Error($"the gateway ended with {code} after SIGTERM");
        }
    }

    public async ValueTask DisposeAsync()
    {
        Gateway.Dispose();
        foreach (var text in Simulator.StrictRejections.Concat(Simulator.InternalErrors.Select(error => error.ToString())))
        {
            Observations.Error("simulator: " + text);
        }

        await Simulator.DisposeAsync();
        Observations.Dispose();
        await _log.DisposeAsync();
    }
}
