using EdrGrpc.Contract.V1;
using EdrGrpc.IntegrationTests.Support;
using EdrGrpc.Ksc.Simulator;
using EdrGrpc.Server.Hosting;
using EdrGrpc.Submissions.Access;
using EdrGrpc.Submissions.Store;
using Grpc.Core;
using Grpc.Net.Client;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace EdrGrpc.Benchmarks;

/// <summary>The real gateway with a policy, on SQLite, and the simulator on its real wire, all on one clock that may run faster.</summary>
internal sealed class OutbreakGateway : IAsyncDisposable
{
    private readonly WorkFolder _folder = new();
    private WebApplication? _app;
    private GrpcChannel? _channel;

    private OutbreakGateway(KscSimulator simulator) => Simulator = simulator;

    public KscSimulator Simulator { get; }

    public OutbreakMeters Meters { get; private set; } = null!;

    public ResponseService.ResponseServiceClient Responses => new(_channel);

    public KscService.KscServiceClient Ksc => new(_channel);

    /// <summary>The caller's token.</summary>
    public Metadata Headers { get; private set; } = [];

    /// <summary>Bytes of the data file and of its write-ahead log.</summary>
    public (long File, long Log) StoreBytes => (Length("gateway.db"), Length("gateway.db-wal"));

    /// <summary>Starts both.</summary>
    /// <param name="simulator">The KSC; its clock is the gateway's too.</param>
    /// <param name="limits">The policy's limits, as JSON.</param>
    /// <param name="settings">Further settings.</param>
    public static async Task<OutbreakGateway> StartAsync(SimulatorOptions simulator, string limits, IReadOnlyDictionary<string, string?> settings)
    {
        var gateway = new OutbreakGateway(await KscSimulator.StartAsync(simulator));
        var folder = gateway._folder.Path;
        var passwordFile = Path.Combine(folder, "ksc-password");
        await File.WriteAllTextAsync(passwordFile, simulator.Password);
        var policyFile = Path.Combine(folder, "policy.json");
        await File.WriteAllTextAsync(policyFile, $$"""
            {
              "roles": { "responder": { "tasks": ["*"], "read": "all", "cancel": "all" } },
              "bindings": [{ "principals": ["{{ServerHost.Caller}}"], "roles": ["responder"] }],
              "limits": [{{limits}}]
            }
            """);
        var all = new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["urls"] = "http://127.0.0.1:0",
            ["kscHost"] = gateway.Simulator.Host,
            ["kscPort"] = gateway.Simulator.Port.ToString(),
            ["kscCert"] = gateway.Simulator.WriteCertificate(folder),
            ["kscUser"] = simulator.User,
            ["kscPasswordFile"] = passwordFile,
            ["kscInternalUser"] = "true",
            ["Security:PolicyFile"] = policyFile,
            ["Security:CallsPerSecond"] = "0",
            ["Store:Path"] = Path.Combine(folder, "gateway.db"),
        };
        foreach (var (key, value) in settings)
        {
            all[key] = value;
        }

        gateway._app = await GatewayApp.BuildAsync([], new GatewaySetup { Settings = all, Time = simulator.TimeProvider, Logging = logging => logging.ClearProviders() });
        gateway.Meters = new OutbreakMeters();
        await gateway._app.StartAsync();
        gateway.Headers = new Metadata { { "authorization", "Bearer " + await ServerHost.TokenAsync(gateway._app.Services.GetRequiredService<IAccessStore>()) } };
        gateway._channel = GrpcChannel.ForAddress(gateway._app.Urls.First(), new GrpcChannelOptions { MaxReceiveMessageSize = null });
        return gateway;
    }

    /// <summary>The gateway's own store.</summary>
    public ISubmissionStore Store => _app!.Services.GetRequiredService<ISubmissionStore>();

    public async ValueTask DisposeAsync()
    {
        _channel?.Dispose();
        if (_app is not null)
        {
            await _app.StopAsync();
            await _app.DisposeAsync();
        }

        Meters?.Dispose();
        await Simulator.DisposeAsync();
        _folder.Dispose();
    }

    private long Length(string name) => new FileInfo(Path.Combine(_folder.Path, name)) is { Exists: true } file ? file.Length : 0;
}
