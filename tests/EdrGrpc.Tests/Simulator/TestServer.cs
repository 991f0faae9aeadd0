using EdrGrpc.Ksc.Simulator;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace EdrGrpc.Tests.Simulator;

/// <summary>A simulator on a fake clock with one logged-in client; ends with a check that it had no errors of its own.</summary>
internal sealed class TestServer : IAsyncDisposable
{
    public static readonly DateTimeOffset Start = new(2025, 3, 1, 10, 15, 0, TimeSpan.Zero);

    private TestServer(KscSimulator simulator, FakeTimeProvider time, WireClient client) => (Simulator, Time, Client) = (simulator, time, client);

    public KscSimulator Simulator { get; }

    public FakeTimeProvider Time { get; }

    public WireClient Client { get; }

    /// <summary>Id of the first host.</summary>
    public string HostId => Simulator.Hosts.All[0].Id;

    public static async Task<TestServer> StartAsync(Action<SimulatorOptions>? change = null, bool login = true)
    {
        var time = new FakeTimeProvider(Start);
        var options = new SimulatorOptions { TimeProvider = time };
        change?.Invoke(options);
        var simulator = await KscSimulator.StartAsync(options, TestContext.Current.CancellationToken);
        var client = new WireClient(simulator);
        if (login)
        {
            await client.StartSessionAsync();
        }

        return new TestServer(simulator, time, client);
    }

    public static string Body(string hostId, string task = "isolateHost", string parameters = """{"action":1}""", string area = "KUMA") =>
        $$"""{"targetHost":"{{hostId}}","task":"{{task}}","params":{{parameters}},"responseEventIncident":true,"responseEventIncidentArea":"{{area}}"}""";

    public async Task<int> AddIncidentAsync(string? hostId = null, string? body = null)
    {
        hostId ??= HostId;
        var answer = await Client.CallAsync("HostGroup.AddIncident", Incident(hostId, body ?? Body(hostId)));
        return answer.GetProperty("PxgRetVal").GetInt32();
    }

    public static object Incident(string hostId, string body, string added = "2025-03-01T10:15:00Z") => new
    {
        pData = new
        {
            KLINCDT_SEVERITY = 2,
            KLINCDT_ADDED = new { type = "datetime", value = added },
            KLINCDT_BODY = body,
            KLINCDT_IS_HANDLED = false,
            KLHST_WKS_HOSTNAME = hostId,
        },
    };

    /// <summary>Adds an incident and lets the clock run until its task exists.</summary>
    public async Task<SimulatedTask> CreateTaskAsync(string? hostId = null, string? body = null)
    {
        var incident = await AddIncidentAsync(hostId, body);
        Time.Advance(Simulator.Options.TaskCreationDelay);
        return Simulator.Tasks.All.Single(task => task.IncidentId == incident);
    }

    /// <summary>Far enough for any chain of task steps.</summary>
    public void RunTasks() => Time.Advance(TimeSpan.FromSeconds(30));

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await Simulator.DisposeAsync();
        Assert.Empty(Simulator.InternalErrors);
    }
}
