using System.Collections.Concurrent;
using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text.RegularExpressions;

namespace EdrGrpc.IntegrationTests.Support;

/// <summary>The real program as a process of its own, with an environment that holds nothing but what is given.</summary>
internal sealed partial class ServerProcess : IAsyncDisposable
{
    // A whole program starts, on a machine that may be busy with other tests.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);

    private const int Interrupt = 2;
    private const int Terminate = 15;
    private const int Halt = 19;
    private const int Continue = 18;

    private readonly Process _process;
    private readonly ConcurrentQueue<string> _output = new();
    private readonly ConcurrentQueue<string> _errors = new();
    private readonly DirectoryInfo _folder;
    private readonly List<(Regex Pattern, TaskCompletionSource<Match> Found)> _waiters = [];
    private readonly Lock _gate = new();

    private ServerProcess(Process process, DirectoryInfo folder)
    {
        _process = process;
        _folder = folder;
        process.OutputDataReceived += (_, line) => Take(line.Data, _output);
        process.ErrorDataReceived += (_, line) => Take(line.Data, _errors);
    }

    public int Id => _process.Id;

    /// <summary>Lines of the standard output so far.</summary>
    public IReadOnlyList<string> Output => [.. _output];

    /// <summary>Lines of the standard error so far.</summary>
    public IReadOnlyList<string> Errors => [.. _errors];

    /// <summary>Both, for messages of assertions.</summary>
    public string Text => string.Join('\n', _output.Concat(_errors));

    /// <param name="arguments">Its command line.</param>
    /// <param name="environment">Its environment.</param>
    /// <param name="prepare">Puts files into its working directory.</param>
    public static ServerProcess Start(string[] arguments, IReadOnlyDictionary<string, string>? environment = null, Action<DirectoryInfo>? prepare = null)
    {
        var folder = Directory.CreateTempSubdirectory("edrgrpc-process-");
        prepare?.Invoke(folder);
        var start = new ProcessStartInfo(Environment.ProcessPath is { } path && Path.GetFileNameWithoutExtension(path) == "dotnet" ? path : "dotnet")
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
            UseShellExecute = false,
            WorkingDirectory = folder.FullName,
        };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "EdrGrpc.Server.dll"));
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        string[] kept = ["PATH", "HOME", "DOTNET_ROOT", "TMPDIR"];
        var inherited = kept.Select(name => (Name: name, Value: Environment.GetEnvironmentVariable(name))).Where(variable => variable.Value is not null).ToList();
        start.Environment.Clear();
        foreach (var (name, value) in inherited)
        {
            start.Environment[name] = value;
        }

        foreach (var (name, value) in environment ?? new Dictionary<string, string>(StringComparer.Ordinal))
        {
            start.Environment[name] = value;
        }

        var process = new Process { StartInfo = start };
        var server = new ServerProcess(process, folder);
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return server;
    }

    /// <summary>Waits for a line of either stream.</summary>
    public async Task<Match> WaitForAsync(string pattern)
    {
        var found = new TaskCompletionSource<Match>(TaskCreationOptions.RunContinuationsAsynchronously);
        var regex = new Regex(pattern, RegexOptions.ExplicitCapture, Patience);
        lock (_gate)
        {
            if (_output.Concat(_errors).Select(line => regex.Match(line)).FirstOrDefault(match => match.Success) is { } already)
            {
                return already;
            }

            _waiters.Add((regex, found));
        }

        try
        {
            var ended = _process.WaitForExitAsync();
            if (await Task.WhenAny(found.Task, ended).WaitAsync(Patience, TimeProvider.System) == ended && !found.Task.IsCompleted)
            {
                throw new InvalidOperationException($"The program ended with {_process.ExitCode} before it wrote '{pattern}':\n{Text}");
            }

            return await found.Task;
        }
        catch (TimeoutException exception)
        {
            throw new TimeoutException($"No line '{pattern}':\n{Text}", exception);
        }
    }

    /// <summary>Waits for the end; the exit code.</summary>
    public async Task<int> ExitAsync()
    {
        await _process.WaitForExitAsync().WaitAsync(Patience, TimeProvider.System);
        return _process.ExitCode;
    }

    /// <summary>Ends it as Ctrl+C does.</summary>
    public Task<int> InterruptAsync() => SignalAsync(Interrupt);

    /// <summary>Ends it as a service manager does.</summary>
    public Task<int> TerminateAsync() => SignalAsync(Terminate);

    /// <summary>Makes it stand still, as a paused virtual machine does.</summary>
    public void Pause() => Send(Halt);

    /// <summary>True while it stands still.</summary>
    public bool IsPaused
    {
        get
        {
            var stat = File.ReadAllText($"/proc/{_process.Id}/stat");
            return stat[stat.LastIndexOf(')') + 2] == 'T';
        }
    }

    /// <summary>Lets it go on.</summary>
    public void Resume() => Send(Continue);

    /// <summary>Asks for the end as a service manager does, and does not wait for it.</summary>
    public void RequestTermination() => Send(Terminate);

    /// <summary>kill -9.</summary>
    public async Task KillAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await KillAsync();

        _process.Dispose();
        _folder.Delete(recursive: true);
    }

    private Task<int> SignalAsync(int signal) => Kill(_process.Id, signal) == 0 ? ExitAsync() : throw new InvalidOperationException("The signal was not sent.");

    private void Send(int signal)
    {
        if (Kill(_process.Id, signal) != 0)
        {
            throw new InvalidOperationException("The signal was not sent.");
        }
    }

    private void Take(string? line, ConcurrentQueue<string> lines)
    {
        if (line is null)
        {
            return;
        }

        lock (_gate)
        {
            lines.Enqueue(line);
            foreach (var (pattern, found) in _waiters)
            {
                if (pattern.Match(line) is { Success: true } match)
                {
                    found.TrySetResult(match);
                }
            }
        }
    }

    [DllImport("libc", EntryPoint = "kill", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Kill(int process, int signal);
}
