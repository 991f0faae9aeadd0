using EdrGrpc.Contract.V1;
using EdrGrpc.Ksc.Simulator;
using Grpc.Core;
using Grpc.Net.Client;

namespace EdrGrpc.IntegrationTests.Support;

/// <summary>The real program on a store of its own, before a simulator in this process: to be stopped, killed and started again.</summary>
internal sealed class RealServer : IAsyncDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("edrgrpc-real-");
    private readonly Dictionary<string, string> _environment;
    private readonly TestStore _store;
    private ServerProcess? _process;
    private GrpcChannel? _channel;

    private RealServer(KscSimulator simulator, TestStore store, string[] settings)
    {
        Simulator = simulator;
        _store = store;
        _environment = SettingsOf(simulator, _folder.FullName);
        foreach (var (key, value) in store.Settings)
        {
            _environment[key.Replace(":", "__", StringComparison.Ordinal)] = value;
        }

        foreach (var setting in settings)
        {
            var parts = setting.Split('=', 2);
            _environment[parts[0]] = parts[1];
        }
    }

    public KscSimulator Simulator { get; }

    public ServerProcess Process => _process ?? throw new InvalidOperationException("Not started.");

    public ResponseService.ResponseServiceClient Responses => new(_channel!);

    /// <summary>Starts; settings are written as environment variables, "Ksc__CallTimeout=00:00:02".</summary>
    public static async Task<RealServer> StartAsync(params string[] settings)
    {
        var server = new RealServer(await KscSimulator.StartAsync(Gateway.Fast()), await TestStore.CreateAsync(), settings);
        await server.StartAgainAsync();
        return server;
    }

    /// <summary>The environment of a server before a simulator, with short waits.</summary>
    public static Dictionary<string, string> SettingsOf(KscSimulator simulator, string folder) => new(StringComparer.Ordinal)
    {
        ["kscHost"] = simulator.Host,
        ["kscPort"] = simulator.Port.ToString(),
        ["kscCert"] = simulator.WriteCertificate(folder),
        ["kscUser"] = simulator.Options.User,
        ["kscPassword"] = simulator.Options.Password,
        ["kscInternalUser"] = "true",
        ["Security__AllowAnonymous"] = "true",
        ["Security__CallsPerSecond"] = "0",
        ["Ksc__SendRate"] = "0",
        ["ASPNETCORE_URLS"] = "http://127.0.0.1:0",
        ["Store__Path"] = Path.Combine(folder, "gateway.db"),
        ["Ksc__SendWindow"] = "00:00:00.500",
        ["Ksc__ReconcileMargin"] = "00:00:00.100",
        ["Ksc__TaskPollInterval"] = "00:00:00.020",
        ["Ksc__TaskPollMaxInterval"] = "00:00:00.200",
        ["Ksc__RetryDelay"] = "00:00:00.050",
    };

    public async Task StartAgainAsync()
    {
        await EndProcessAsync();
        _process = ServerProcess.Start([], _environment);
        var address = (await _process.WaitForAsync(@"listens on (?<url>http://127\.0\.0\.1:\d+)")).Groups["url"].Value;
        _channel = GrpcChannel.ForAddress(address);
    }

    public SubmitRequest Request(int host, string? requestId = null) => new()
    {
        RequestId = requestId ?? Guid.NewGuid().ToString(),
        Action = new ResponseAction { TargetHost = Simulator.Hosts.All[host].Id, GetFile = new GetFile { Path = $@"C:\{Guid.NewGuid():N}.exe" } },
    };

    /// <summary>All events of a submission to its end.</summary>
    public async Task<List<SubmissionEvent>> EventsAsync(string id)
    {
        using var watch = Responses.WatchSubmission(new WatchSubmissionRequest { SubmissionId = id }, Gateway.Options());
        return await watch.ResponseStream.ReadAllAsync().Where(message => message.Event is not null).Select(message => message.Event).ToListAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await EndProcessAsync();
        await _store.DisposeAsync();
        await Simulator.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    private async Task EndProcessAsync()
    {
        _channel?.Dispose();
        if (_process is not null)
        {
            await _process.DisposeAsync();
        }
    }
}
