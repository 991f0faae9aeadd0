using EdrGrpc.Contract.V1;
using EdrGrpc.IntegrationTests.Support;
using Grpc.Net.Client;

namespace EdrGrpc.IntegrationTests.Replicas;

/// <summary>One process of a <see cref="ReplicaSet"/>.</summary>
internal sealed class Replica : IAsyncDisposable
{
    private readonly Dictionary<string, string> _settings;
    private ServerProcess? _process;
    private GrpcChannel? _channel;

    public Replica(Dictionary<string, string> settings) => _settings = settings;

    public ServerProcess Process => _process ?? throw new InvalidOperationException("Not started.");

    public ResponseService.ResponseServiceClient Responses => new(_channel!);

    public AdminService.AdminServiceClient Admin => new(_channel!);

    public async Task StartAsync(params string[] settings)
    {
        await EndAsync();
        var environment = new Dictionary<string, string>(_settings, StringComparer.Ordinal);
        foreach (var setting in settings)
        {
            var parts = setting.Split('=', 2);
            environment[parts[0]] = parts[1];
        }

        _process = ServerProcess.Start([], environment);
        var address = (await _process.WaitForAsync(@"listens on (?<url>http://127\.0\.0\.1:\d+)")).Groups["url"].Value;
        _channel = GrpcChannel.ForAddress(address);
    }

    public async ValueTask DisposeAsync() => await EndAsync();

    private async Task EndAsync()
    {
        _channel?.Dispose();
        if (_process is not null)
        {
            await _process.DisposeAsync();
        }
    }
}
