using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text.RegularExpressions;

namespace EdrGrpc.CrashHarness;

/// <summary>The real server as a process of its own.</summary>
internal sealed partial class GatewayProcess : IDisposable
{
    /// <summary>A whole program starts, on a machine that may be busy.</summary>
    private static readonly TimeSpan StartPatience = TimeSpan.FromSeconds(120);

    public const int SigKill = 9;
    public const int SigStop = 19;
    private const int SigContinue = 18;
    private const int SigTerm = 15;

    private readonly Process _process;
    private readonly TaskCompletionSource<string> _address = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private GatewayProcess(Process process, TextWriter log)
    {
        _process = process;
        process.OutputDataReceived += (_, line) => Take(line.Data, log);
        process.ErrorDataReceived += (_, line) => Take(line.Data, log);
    }

    public Task Exited => _process.WaitForExitAsync();

    public int ExitCode => _process.ExitCode;

    /// <summary>Starts it, in a network namespace if one is named; with a point it gets the signal when it reaches that point for the n-th time.</summary>
    public static GatewayProcess Start(IReadOnlyDictionary<string, string> settings, TextWriter log, string? point = null, int hit = 0, int signal = SigKill, string? network = null)
    {
        var start = new ProcessStartInfo(network is null ? "dotnet" : "ip")
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            WorkingDirectory = AppContext.BaseDirectory,
        };
        foreach (var argument in network is null ? Array.Empty<string>() : ["netns", "exec", network, "dotnet"])
        {
            start.ArgumentList.Add(argument);
        }

        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "EdrGrpc.Server.dll"));
        foreach (var (name, value) in settings)
        {
            start.Environment[name] = value;
        }

        if (point is not null)
        {
            start.Environment["DOTNET_STARTUP_HOOKS"] = Path.Combine(AppContext.BaseDirectory, "EdrGrpc.CrashHook.dll");
            start.Environment["EDRGRPC_SIGNAL_AT"] = $"{point}:{hit}:{signal}";
        }

        var process = new Process { StartInfo = start };
        var gateway = new GatewayProcess(process, log);
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return gateway;
    }

    /// <summary>The address it listens on; null when it ended before.</summary>
    public async Task<string?> ListeningAsync()
    {
        await Task.WhenAny(_address.Task, Exited).WaitAsync(StartPatience, TimeProvider.System);
        return _address.Task.IsCompletedSuccessfully ? await _address.Task : null;
    }

    public async Task KillAsync()
    {
        _process.Kill();
        await Exited;
    }

    public void Continue() => Send(SigContinue);

    /// <summary>Ends it as a service manager does; the exit code.</summary>
    public async Task<int> TerminateAsync()
    {
        Send(SigTerm);
        await Exited.WaitAsync(StartPatience, TimeProvider.System);
        return ExitCode;
    }

    /// <summary>True while the kernel keeps it stopped.</summary>
    public bool IsStopped()
    {
        var stat = File.ReadAllText($"/proc/{_process.Id}/stat");
        return stat[stat.LastIndexOf(')') + 2] == 'T';
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        _process.Dispose();
    }

    private void Send(int signal)
    {
        if (Kill(_process.Id, signal) != 0)
        {
            throw new InvalidOperationException($"Signal {signal} was not sent.");
        }
    }

    private void Take(string? line, TextWriter log)
    {
        if (line is null)
        {
            return;
        }

        log.WriteLine(line);
        if (ListensOn().Match(line) is { Success: true } match)
        {
            _address.TrySetResult(match.Groups["url"].Value);
        }
    }

    [GeneratedRegex(@"listens on (?<url>http://127\.0\.0\.1:\d+)", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex ListensOn();

    [DllImport("libc", EntryPoint = "kill", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Kill(int process, int signal);
}
