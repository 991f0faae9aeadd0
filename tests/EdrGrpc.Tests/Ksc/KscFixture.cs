using EdrGrpc.Ksc;
using EdrGrpc.Ksc.Simulator;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace EdrGrpc.Tests.Ksc;

/// <summary>A simulated server and a client of it over real TLS, pinned to the server's certificate. Retries are off unless switched on.</summary>
internal sealed class KscFixture : IAsyncDisposable
{
    public const string HostName = "PC-UNDER-TEST";
    private readonly string _directory = Directory.CreateTempSubdirectory("ksc-tests").FullName;

    private KscFixture(KscSimulator server) => Server = server;

    public static CancellationToken Token => TestContext.Current.CancellationToken;

    public KscSimulator Server { get; }

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero));

    public CapturedLogs Logs { get; } = new();

    public KscConnectionOptions Options { get; private set; } = null!;

    public KscClient Client { get; private set; } = null!;

    public SimulatedHost Host { get; private set; } = null!;

    public NewIncident Incident => new(Host.Id, 2, Time.GetUtcNow(), "{\"task\":\"nothing\"}");

    public SendFence OpenFence => SendFence.After(Time, TimeSpan.FromMinutes(1));

    public int Received(string method) => Server.CallCount(method);

    public int Added => Server.Ledger.Of(LedgerKind.IncidentAdded).Count;

    public static async Task<KscFixture> StartAsync(
        Func<KscConnectionOptions, KscConnectionOptions>? client = null, Action<SimulatorOptions>? server = null)
    {
        var options = new SimulatorOptions { User = "кіт \"quoted\"", Password = "pä55-\U0001F511-secret" };
        server?.Invoke(options);
        var simulator = await KscSimulator.StartAsync(options, Token);
        var fixture = new KscFixture(simulator)
        {
            Host = simulator.Hosts.Add(new SimulatedHost { Id = Guid.NewGuid().ToString(), DisplayName = HostName, GroupId = 10 }),
        };
        fixture.Options = (client ?? (o => o))(new()
        {
            Host = simulator.Host,
            Port = simulator.Port,
            CertificatePin = simulator.WriteCertificate(fixture._directory),
            User = options.User,
            Password = () => options.Password,
            RetryCount = 0,
        });
        fixture.Client = fixture.NewClient(fixture.Options);
        return fixture;
    }

    public KscClient NewClient(KscConnectionOptions options) =>
        new(options, Time, Logs, jitter: () => 0.5);

    public async ValueTask DisposeAsync()
    {
        await Client.DisposeAsync();
        var rejections = Server.StrictRejections;
        var errors = Server.InternalErrors;
        await Server.DisposeAsync();
        Directory.Delete(_directory, recursive: true);
        Assert.Empty(rejections);
        Assert.Empty(errors);
    }
}
