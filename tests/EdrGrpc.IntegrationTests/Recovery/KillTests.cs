using System.Collections.Concurrent;
using EdrGrpc.Contract.V1;
using EdrGrpc.IntegrationTests.Support;
using EdrGrpc.Ksc.Simulator;
using Grpc.Core;
using Grpc.Net.Client;
using Xunit;

namespace EdrGrpc.IntegrationTests.Recovery;

/// <summary>The real program, killed with SIGKILL under load. Ground truth is the simulator's ledger.</summary>
public sealed class KillTests(ITestOutputHelper output)
{
    private const int Kills = 4;
    private const int Hosts = 12;
    private const int Clients = 4;

    [Fact]
    public async Task KilledUnderLoad_LosesNothing_DoublesNothing_AndKeepsTheOrder()
    {
        var seed = Environment.GetEnvironmentVariable("EDRGRPC_SEED") is { Length: > 0 } given ? int.Parse(given) : Random.Shared.Next();
        output.WriteLine($"EDRGRPC_SEED={seed}");
        var random = new Random(seed);
        var options = Gateway.Fast();
        options.HostCount = Hosts;
        await using var simulator = await KscSimulator.StartAsync(options);
        using var loss = simulator.Faults.On("HostGroup.AddIncident").WithProbability(0.1).LoseAnswer();
        await using var store = await TestStore.CreateAsync();
        var folder = Directory.CreateTempSubdirectory("edrgrpc-kill-");
        var accepted = new ConcurrentDictionary<string, string>();
        try
        {
            var environment = SettingsOf(simulator, folder.FullName, store);
            for (var round = 0; round < Kills; round++)
            {
                await using var server = ServerProcess.Start([], environment);
                using var channel = await ConnectAsync(server);
                var until = accepted.Count + 5 + random.Next(25);
                using var enough = new CancellationTokenSource();
                var clients = Enumerable.Range(0, Clients).Select(client => SubmitAsync(channel, simulator, random.Next(), accepted, until, enough)).ToList();
                await Task.WhenAny(Task.WhenAll(clients), Task.Delay(Gateway.Patience, TimeProvider.System));
                await server.KillAsync();
                await enough.CancelAsync();
                await Task.WhenAll(clients);
            }

            await using var last = ServerProcess.Start([], environment);
            using var lastChannel = await ConnectAsync(last);
            await VerifyAsync(new ResponseService.ResponseServiceClient(lastChannel), simulator, accepted);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task SubmitAsync(
        GrpcChannel channel, KscSimulator simulator, int seed, ConcurrentDictionary<string, string> accepted, int until, CancellationTokenSource enough)
    {
        var random = new Random(seed);
        var client = new ResponseService.ResponseServiceClient(channel);
        while (accepted.Count < until && !enough.IsCancellationRequested)
        {
            var request = new SubmitRequest
            {
                RequestId = Guid.NewGuid().ToString(),
                Action = new ResponseAction
                {
                    TargetHost = simulator.Hosts.All[random.Next(Hosts)].Id,
                    GetFile = new GetFile { Path = $@"C:\{random.Next()}.exe" },
                },
            };
            try
            {
                var response = await client.SubmitAsync(request, Gateway.Options());
                accepted[response.Submission.SubmissionId] = request.RequestId;
            }
            catch (RpcException)
            {
                // The server was killed under the call: whether it was recorded is not known, and nothing was promised.
                return;
            }
        }
    }

    private async Task VerifyAsync(ResponseService.ResponseServiceClient client, KscSimulator simulator, ConcurrentDictionary<string, string> accepted)
    {
        var ends = new List<Submission>();
        var order = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var id in accepted.Keys)
        {
            using var watch = client.WatchSubmission(new WatchSubmissionRequest { SubmissionId = id }, Gateway.Options());
            Submission? seen = null;
            await foreach (var message in watch.ResponseStream.ReadAllAsync())
            {
                if (message.Event is { } step)
                {
                    // The revision of the first event is the order of acceptance.
                    order.TryAdd(id, step.Revision);
                    seen = step.Submission;
                }
            }

            ends.Add(seen!);
        }

        var incidents = simulator.Ledger.Of(LedgerKind.IncidentAdded);
        output.WriteLine($"{accepted.Count} acknowledged, {incidents.Count} incidents, {Kills} kills, ends: {string.Join(", ", ends.GroupBy(end => end.State).Select(group => $"{group.Key} {group.Count()}"))}");
        Assert.All(ends, end => Assert.Equal(SubmissionState.Succeeded, end.State));

        // One incident per acknowledged submission, none shared; bodies are unique, so a doubled one would show.
        Assert.Equal(ends.Count, ends.Select(end => end.IncidentId).Distinct().Count());
        Assert.Equal(incidents.Count, incidents.Select(incident => incident.Body).Distinct().Count());
        Assert.All(ends, end => Assert.Single(incidents, incident => incident.IncidentId == end.IncidentId && incident.HostId == end.TargetHost));
        foreach (var host in ends.GroupBy(end => end.TargetHost))
        {
            var byIncident = host.OrderBy(end => end.IncidentId).Select(end => order[end.SubmissionId]).ToList();
            Assert.Equal(byIncident.Order(), byIncident);
        }
    }

    private static async Task<GrpcChannel> ConnectAsync(ServerProcess server)
    {
        var address = (await server.WaitForAsync(@"listens on (?<url>http://127\.0\.0\.1:\d+)")).Groups["url"].Value;
        return GrpcChannel.ForAddress(address);
    }

    private static Dictionary<string, string> SettingsOf(KscSimulator simulator, string folder, TestStore store) => new(store.Settings.Select(setting => KeyValuePair.Create(setting.Key.Replace(":", "__", StringComparison.Ordinal), setting.Value)), StringComparer.Ordinal)
    {
        ["kscHost"] = simulator.Host,
        ["kscPort"] = simulator.Port.ToString(),
        ["kscCert"] = simulator.WriteCertificate(folder),
        ["kscUser"] = simulator.Options.User,
        ["kscPassword"] = simulator.Options.Password,
        ["kscInternalUser"] = "true",
        ["Security__AllowAnonymous"] = "true",
        ["ASPNETCORE_URLS"] = "http://127.0.0.1:0",
        ["Store__Path"] = Path.Combine(folder, "gateway.db"),
        ["Ksc__CallTimeout"] = "00:00:02",
        ["Ksc__SendWindow"] = "00:00:00.500",
        ["Ksc__ReconcileMargin"] = "00:00:00.100",
        ["Ksc__TaskPollInterval"] = "00:00:00.020",
        ["Ksc__TaskPollMaxInterval"] = "00:00:00.200",
        ["Ksc__RetryDelay"] = "00:00:00.050",
    };
}
