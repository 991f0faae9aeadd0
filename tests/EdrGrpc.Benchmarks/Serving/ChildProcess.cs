using System.Diagnostics;

namespace EdrGrpc.Benchmarks;

/// <summary>
/// This program again as another process, with a command of <see cref="Children"/>. It says one line when it is ready and answers each line of its input
/// with one line; "usage" is understood by all of them.
/// </summary>
internal sealed class ChildProcess : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    private readonly Process _process;

    private ChildProcess(Process process, string ready)
    {
        _process = process;
        Ready = ready;
    }

    public int Id => _process.Id;

    /// <summary>The line it said when it was ready.</summary>
    public string Ready { get; }

    public static async Task<ChildProcess> StartAsync(params string[] arguments)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!) { UseShellExecute = false, RedirectStandardInput = true, RedirectStandardOutput = true };
        if (Path.GetFileNameWithoutExtension(start.FileName) == "dotnet")
        {
            start.ArgumentList.Add(typeof(ChildProcess).Assembly.Location);
        }

        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        var process = Process.Start(start)!;
        var line = await process.StandardOutput.ReadLineAsync().WaitAsync(Patience);
        if (line is null)
        {
            await process.WaitForExitAsync();
            throw new InvalidOperationException($"\"{string.Join(' ', arguments)}\" did not start (exit code {process.ExitCode}).");
        }

        return new ChildProcess(process, line);
    }

    public async Task<string> AskAsync(string question)
    {
        await _process.StandardInput.WriteLineAsync(question);
        return await _process.StandardOutput.ReadLineAsync().WaitAsync(Patience) ?? throw new InvalidOperationException($"The process ended at \"{question}\".");
    }

    public async Task<ServerUsage> UsageAsync() => ServerUsage.Parse(await AskAsync("usage"));

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
            _process.WaitForExit();
        }

        _process.Dispose();
    }
}
