using System.Diagnostics;

namespace EdrGrpc.Benchmarks;

/// <summary>The server as a child process, ended with a kill: what was answered OK must survive that.</summary>
internal sealed class ServerProcess : IDisposable
{
    private readonly Process _process;

    private ServerProcess(Process process, string gatewayUrl, string noOpUrl)
    {
        _process = process;
        GatewayUrl = gatewayUrl;
        NoOpUrl = noOpUrl;
    }

    public string GatewayUrl { get; }

    public string NoOpUrl { get; }

    public static async Task<ServerProcess> StartAsync(string folder)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!) { UseShellExecute = false, RedirectStandardInput = true, RedirectStandardOutput = true };
        if (Path.GetFileNameWithoutExtension(start.FileName) == "dotnet")
        {
            start.ArgumentList.Add(typeof(ServerProcess).Assembly.Location);
        }

        start.ArgumentList.Add(ServerHost.Command);
        start.ArgumentList.Add(folder);
        var process = Process.Start(start)!;
        var line = await process.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("The server did not start.");
        var urls = line.Split(' ');
        return new ServerProcess(process, urls[0], urls[1]);
    }

    public async Task<ServerUsage> UsageAsync()
    {
        await _process.StandardInput.WriteLineAsync("usage");
        return ServerUsage.Parse((await _process.StandardOutput.ReadLineAsync())!);
    }

    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        _process.Dispose();
    }
}
