using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using EdrGrpc.Contract.V1;
using EdrGrpc.IntegrationTests.Support;
using EdrGrpc.Ksc.Simulator;
using Grpc.Core;
using Xunit;

namespace EdrGrpc.IntegrationTests.Recovery;

/// <summary>
/// Every fault of the simulator, once, on every call of the pipeline: what the submission comes to is compared with docs/fault-matrix.md.
/// EDRGRPC_UPDATE_GOLDEN=1 writes the page anew.
/// </summary>
public sealed partial class FaultMatrixTests(ITestOutputHelper output)
{
    /// <summary>A fault and its recovery pass in this part of their time.</summary>
    private const int Speed = 20;

    private static readonly Dictionary<string, string?> Settings = new(StringComparer.Ordinal)
    {
        ["Ksc:CallTimeout"] = "00:00:30",
        ["Ksc:SendWindow"] = "00:00:40",
        ["Ksc:ReconcileMargin"] = "00:00:02",
        ["Ksc:TaskPollInterval"] = "00:00:00.500",
        ["Ksc:TaskPollMaxInterval"] = "00:00:02",
        ["Ksc:TaskAppearTimeout"] = "00:10:00",
        ["Ksc:HostCheckInterval"] = "00:00:10",
        ["Ksc:TaskSearchInterval"] = "00:05:00",
        ["Ksc:RetryDelay"] = "00:00:01",
        ["Ksc:RetryMaxDelay"] = "00:00:05",
        ["Ksc:SweepInterval"] = "00:00:30",

        // Every submission counts the tasks of KSC, so that these calls are made too.
        ["Ksc:ObservationMaxAge"] = "00:00:00.100",
        ["Ksc:BusyObservationMaxAge"] = "00:00:00.100",
    };

    [Fact]
    public async Task EveryFaultOfEveryCall_EndsAsDocumented()
    {
        var cells = new ConcurrentBag<FaultCell>();
        var kinds = FaultKinds.All;

        // The rows whose faults take long to recover from are cut in pieces and go first.
        var work = FaultRow.All
            .Select(row => (Row: row, Pieces: row.Call is "HostGroup.AddIncident" or "Session.StartSession" or "Session.Ping" ? 3 : 1))
            .OrderByDescending(item => item.Pieces)
            .SelectMany(item => kinds.Chunk((kinds.Count + item.Pieces - 1) / item.Pieces).Select(part => (item.Row, Kinds: part)));
        await Parallel.ForEachAsync(work, new ParallelOptions { MaxDegreeOfParallelism = 6 }, async (item, _) =>
        {
            await using var simulator = await StartSimulatorAsync(item.Row);
            await using var gateway = await StartAsync(simulator);
            foreach (var (name, _, play) in item.Kinds)
            {
                cells.Add(await RunAsync(gateway, item.Row, name, play));
            }

            // Every submission has a host of its own.
            var doubled = Added(gateway).GroupBy(entry => entry.HostId).Where(host => host.Count() > 1).ToList();
            Assert.True(doubled.Count == 0, $"{item.Row.Call}: {doubled.Count} submissions are doubled in KSC.");
        });

        var page = FaultMatrixPage.Write([.. cells]);
        output.WriteLine(page);
        var path = Repository.PathOf("docs", "fault-matrix.md");
        if (Environment.GetEnvironmentVariable("EDRGRPC_UPDATE_GOLDEN") == "1")
        {
            await File.WriteAllTextAsync(path, page);
        }

        Assert.True(File.Exists(path), "docs/fault-matrix.md does not exist; run the test with EDRGRPC_UPDATE_GOLDEN=1 to write it.");
        Assert.Equal(await File.ReadAllTextAsync(path), page);
    }

    private static async Task<KscSimulator> StartSimulatorAsync(FaultRow row)
    {
        var options = Gateway.Fast();
        options.HostCount = 150;
        options.TimeProvider = new ScaledTime(Speed);
        (options.TaskCreationDelay, options.DeliveryDelay, options.StartDelay) = (TimeSpan.FromSeconds(0.5), TimeSpan.FromSeconds(0.5), TimeSpan.FromSeconds(0.5));
        options.RunTime = TimeSpan.FromSeconds(1);
        var simulator = await KscSimulator.StartAsync(options);
        if (row.TaskFails)
        {
            simulator.Tasks.Outcome = (_, _, _) => SimulatedOutcome.Fail("");
        }

        // Every host has an incident of others, so that the search for the newest ones has something to read.
        foreach (var host in simulator.Hosts.All)
        {
            simulator.AddForeignIncident(host.Id, "a note", options.TimeProvider.GetUtcNow().AddHours(-1));
        }

        return simulator;
    }

    private static async Task<Gateway> StartAsync(KscSimulator simulator)
    {
        // One session: with several, which of them a call uses, and so whether it was hit by the end of all sessions, depends on the moment.
        var gateway = await Gateway.StartAsync(simulator: simulator, settings: new Dictionary<string, string?>(Settings)
        {
            ["Ksc:DefaultServer"] = "matrix",
            ["Ksc:Servers:matrix:Host"] = simulator.Host,
            ["Ksc:Servers:matrix:Port"] = simulator.Port.ToString(),
            ["Ksc:Servers:matrix:Cert"] = "False",
            ["Ksc:Servers:matrix:User"] = simulator.Options.User,
            ["Ksc:Servers:matrix:Password"] = simulator.Options.Password,
            ["Ksc:Servers:matrix:InternalUser"] = "true",
            ["Ksc:Servers:matrix:MaxSessions"] = "1",
        });

        // Logged in, and everything has been loaded once.
        await gateway.EndOfAsync((await gateway.SubmitAsync(gateway.Isolate(149))).SubmissionId);
        return gateway;
    }

    private static async Task<FaultCell> RunAsync(Gateway gateway, FaultRow row, string name, Func<FaultRule, Fault> play)
    {
        using var fault = play(gateway.Simulator.Faults.On(row.Call).Times(1));
        await row.ProvokeAsync(gateway.Simulator, fault);

        // What was asked a moment ago is not asked again for every submission: more are submitted until one is hit.
        for (var tries = 0; tries < 40; tries++)
        {
            var host = Added(gateway).Select(entry => entry.HostId).ToHashSet();
            var index = Enumerable.Range(0, 149).First(number => !host.Contains(gateway.HostId(number)));
            var id = (await gateway.SubmitAsync(gateway.Isolate(index))).SubmissionId;
            var events = await FollowAsync(gateway, id, $"{row.Call}, {name}");
            if (fault.Fired > 0)
            {
                var ended = events[^1].Submission;
                var path = events.Exists(submissionEvent => submissionEvent.State == SubmissionState.Reconciling) ? "RECONCILING" : "";
                var incidents = Added(gateway).Count(entry => entry.HostId == gateway.HostId(index));
                return new FaultCell(row.Call, name, ContractName(ended.State), ended.Attempts, incidents, path);
            }
        }

        throw new InvalidOperationException($"{row.Call} was never called, so \"{name}\" could not hit it.");
    }

    private static IEnumerable<LedgerEntry> Added(Gateway gateway) => gateway.Simulator.Ledger.Of(LedgerKind.IncidentAdded).Where(entry => !entry.Foreign);

    private static async Task<List<SubmissionEvent>> FollowAsync(Gateway gateway, string id, string cell)
    {
        try
        {
            return await gateway.EventsUntilAsync(id, _ => false);
        }
        catch (RpcException exception)
        {
            var now = await gateway.Responses.GetSubmissionAsync(new GetSubmissionRequest { SubmissionId = id }, Gateway.Options());
            throw new InvalidOperationException($"{cell}: no end in {Gateway.Patience}, the submission is {now.Submission.State} {now.Submission.WaitingReason}\n{string.Join('\n', gateway.Logs.Lines.Select(line => line.Text).Where(text => text.Contains("Ksc.", StringComparison.Ordinal)).TakeLast(25))}", exception);
        }
    }

    private static string ContractName(SubmissionState state) => WordStart().Replace(state.ToString(), "_").ToUpperInvariant();

    [GeneratedRegex("(?<=[a-z])(?=[A-Z])", RegexOptions.None, 1000)]
    private static partial Regex WordStart();
}
