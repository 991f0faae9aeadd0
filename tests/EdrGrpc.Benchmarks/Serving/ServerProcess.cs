using Grpc.Core;

namespace EdrGrpc.Benchmarks;

/// <summary>The server as a child process, ended with a kill: what was answered OK must survive that.</summary>
internal sealed class ServerProcess : IDisposable
{
    private readonly ChildProcess _process;

    private ServerProcess(ChildProcess process)
    {
        _process = process;
        var parts = process.Ready.Split(' ');
        (GatewayUrl, CeilingUrl, Token) = (parts[0], parts[1], parts[2]);
    }

    public int Id => _process.Id;

    public string GatewayUrl { get; }

    public string CeilingUrl { get; }

    /// <summary>API token of the caller "benchmark".</summary>
    public string Token { get; }

    /// <summary>What an authenticated call carries.</summary>
    public Metadata Headers => new() { { "authorization", "Bearer " + Token } };

    public static async Task<ServerProcess> StartAsync(string folder, ServerPlan plan) =>
        new(await ChildProcess.StartAsync(ServerHost.Command, await plan.WriteAsync(folder)));

    public Task<ServerUsage> UsageAsync() => _process.UsageAsync();

    /// <summary>Bytes that live after a full collection.</summary>
    public async Task<long> HeapAsync() => long.Parse(await _process.AskAsync("heap"));

    /// <summary>A cursor of WatchSubmissions at the newest event: no call gives one without reading all history before it.</summary>
    public Task<string> HeadCursorAsync() => _process.AskAsync("cursor");

    public Task KillAsync() => _process.KillAsync();

    public void Dispose() => _process.Dispose();
}
