using EdrGrpc.Contract.V1;
using EdrGrpc.Ksc.Simulator;
using EdrGrpc.Server.Hosting;
using Grpc.Core;
using Grpc.Net.Client;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace EdrGrpc.IntegrationTests.Support;

/// <summary>
/// The real gateway (Kestrel, TLS, Orleans, SQLite or PostgreSQL) in this process with a simulator behind it on real TLS.
/// Intervals are short so that no test has to sleep; every wait has a limit.
/// </summary>
internal sealed class Gateway : IAsyncDisposable
{
    /// <summary>Limit of every wait in a test.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private static readonly Dictionary<string, string?> NoSettings = new(StringComparer.Ordinal);

    private readonly DirectoryInfo _folder;
    private readonly TestCertificate _certificate;
    private readonly Dictionary<string, string?> _settings;
    private readonly bool _ownsSimulator;
    private TimeProvider _time = TimeProvider.System;
    private TestStore? _store;
    private WebApplication? _app;
    private GrpcChannel? _channel;

    private Gateway(KscSimulator simulator, bool ownsSimulator, IReadOnlyDictionary<string, string?>? settings, LogLevel keepLogs)
    {
        Logs = new LogCollector(keepLogs);
        _folder = Directory.CreateTempSubdirectory("edrgrpc-test-");
        _certificate = new TestCertificate(_folder.FullName);
        _ownsSimulator = ownsSimulator;
        Simulator = simulator;
        var passwordFile = Path.Combine(_folder.FullName, "ksc-password");
        File.WriteAllText(passwordFile, simulator.Options.Password + "\n");
        _settings = new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["kscHost"] = simulator.Host,
            ["kscPort"] = simulator.Port.ToString(),
            ["kscCert"] = simulator.WriteCertificate(_folder.FullName),
            ["kscUser"] = simulator.Options.User,
            ["kscPasswordFile"] = passwordFile,
            ["kscInternalUser"] = simulator.Options.InternalUser.ToString(),
            ["Security:AllowAnonymous"] = "true",
            ["Security:CallsPerSecond"] = "0",
            ["urls"] = "https://127.0.0.1:0",
            ["Kestrel:Certificates:Default:Path"] = _certificate.PfxPath,
            ["Kestrel:Certificates:Default:Password"] = TestCertificate.PfxPassword,
            ["Store:Path"] = Path.Combine(_folder.FullName, "gateway.db"),
            ["Ksc:CallTimeout"] = "00:00:02",
            ["Ksc:SendWindow"] = "00:00:00.300",
            ["Ksc:ReconcileMargin"] = "00:00:00.100",
            ["Ksc:HostCheckInterval"] = "00:00:00.050",
            ["Ksc:TaskPollInterval"] = "00:00:00.020",
            ["Ksc:TaskPollMaxInterval"] = "00:00:00.100",
            ["Ksc:TaskAppearTimeout"] = "00:00:20",
            ["Ksc:TaskSearchInterval"] = "00:00:00.500",
            ["Ksc:RetryDelay"] = "00:00:00.050",
            ["Ksc:RetryMaxDelay"] = "00:00:00.200",
            ["Ksc:SweepInterval"] = "00:00:01",
        };
        foreach (var (key, value) in settings ?? NoSettings)
        {
            _settings[key] = value;
        }
    }

    public KscSimulator Simulator { get; }

    /// <summary>The metrics of this gateway since it was last started.</summary>
    public MeterReader Meters { get; private set; } = null!;

    public LogCollector Logs { get; }

    public string StorePath => _settings["Store:Path"]!;

    public string Folder => _folder.FullName;

    /// <summary>PEM file of the certificate, for programs that trust it.</summary>
    public string CertificateFile => _certificate.PemPath;

    /// <summary>Command line of the next start.</summary>
    public string[] Arguments { get; set; } = [];

    public WebApplication App => _app ?? throw new InvalidOperationException("The gateway is stopped.");

    public string Url => App.Urls.First();

    /// <summary>The gateway's certificate in PEM.</summary>
    public string CertificatePem => _certificate.Pem;

    public GrpcChannel Channel => _channel ?? throw new InvalidOperationException("The gateway is stopped.");

    public ResponseService.ResponseServiceClient Responses => new(Channel);

    public KscService.KscServiceClient Ksc => new(Channel);

    public static async Task<Gateway> StartAsync(
        SimulatorOptions? simulatorOptions = null,
        IReadOnlyDictionary<string, string?>? settings = null,
        KscSimulator? simulator = null,
        LogLevel keepLogs = LogLevel.Debug)
    {
        var gateway = new Gateway(simulator ?? await KscSimulator.StartAsync(simulatorOptions ?? Fast()), simulator is null, settings, keepLogs);
        gateway._time = gateway.Simulator.Options.TimeProvider;
        gateway._store = await TestStore.CreateAsync();
        foreach (var (key, value) in gateway._store.Settings)
        {
            gateway._settings.TryAdd(key, value);
        }

        await gateway.StartAgainAsync();
        return gateway;
    }

    /// <summary>A simulator whose tasks end within a fraction of a second.</summary>
    public static SimulatorOptions Fast() => new()
    {
        TaskCreationDelay = TimeSpan.FromMilliseconds(20),
        DeliveryDelay = TimeSpan.FromMilliseconds(10),
        StartDelay = TimeSpan.FromMilliseconds(10),
        RunTime = TimeSpan.FromMilliseconds(60),
    };

    /// <summary>Starts, or starts again on the same store and simulator.</summary>
    public async Task StartAgainAsync(IReadOnlyDictionary<string, string?>? settings = null)
    {
        foreach (var (key, value) in settings ?? NoSettings)
        {
            if (value is null)
            {
                _settings.Remove(key);
                continue;
            }

            _settings[key] = value;
        }

        _app = await GatewayApp.BuildAsync(Arguments, new GatewaySetup { Settings = _settings, Time = _time, Logging = logging => logging.ClearProviders().AddProvider(Logs).SetMinimumLevel(Logs.Kept) });
        Meters = new MeterReader(_app.Services.GetRequiredService<System.Diagnostics.Metrics.IMeterFactory>());
        await _app.StartAsync();
        _channel = GrpcChannel.ForAddress(Url, new GrpcChannelOptions { HttpHandler = _certificate.CreateHandler(), DisposeHttpClient = true });
    }

    public async Task StopAsync()
    {
        _channel?.Dispose();
        _channel = null;
        if (_app is not null)
        {
            Meters.Dispose();
            await _app.StopAsync();
            await _app.DisposeAsync();
            _app = null;
        }
    }

    public SocketsHttpHandler CreateHandler() => _certificate.CreateHandler();

    /// <summary>Id of the simulator's n-th host.</summary>
    public string HostId(int index) => Simulator.Hosts.All[index].Id;

    public ResponseAction Isolate(int host, bool enable = true) => new()
    {
        TargetHost = HostId(host),
        IsolateHost = new IsolateHost { Action = enable ? IsolationAction.Enable : IsolationAction.Disable },
    };

    public async Task<Submission> SubmitAsync(ResponseAction action, string requestId = "") =>
        (await Responses.SubmitAsync(new SubmitRequest { RequestId = requestId, Action = action }, Options())).Submission;

    /// <summary>The events of a submission up to and including the first that satisfies the condition.</summary>
    public async Task<List<SubmissionEvent>> EventsUntilAsync(string submissionId, Func<SubmissionEvent, bool> condition)
    {
        var events = new List<SubmissionEvent>();
        using var call = Responses.WatchSubmission(new WatchSubmissionRequest { SubmissionId = submissionId }, Options());
        await foreach (var message in call.ResponseStream.ReadAllAsync())
        {
            if (message.Event is { } submissionEvent)
            {
                events.Add(submissionEvent);
                if (condition(submissionEvent))
                {
                    return events;
                }
            }
        }

        return events;
    }

    /// <summary>Follows a submission to its end.</summary>
    public async Task<Submission> EndOfAsync(string submissionId) => (await EventsUntilAsync(submissionId, _ => false))[^1].Submission;

    /// <summary>Call options with the test's limit.</summary>
    public static CallOptions Options() => new(deadline: TimeProvider.System.GetUtcNow().UtcDateTime + Patience);

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        if (_store is not null)
        {
            await _store.DisposeAsync();
        }

        if (_ownsSimulator)
        {
            await Simulator.DisposeAsync();
        }

        _certificate.Dispose();
        Logs.Dispose();
        _folder.Delete(recursive: true);
    }
}
