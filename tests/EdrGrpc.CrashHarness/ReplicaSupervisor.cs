using System.Globalization;

namespace EdrGrpc.CrashHarness;

/// <summary>Runs one replica as a service manager does: starts it anew whenever it has ended.</summary>
internal sealed class ReplicaSupervisor(int number, Scene scene, IReadOnlyDictionary<string, string> settings) : IDisposable
{
    private readonly string _name = number.ToString(CultureInfo.InvariantCulture);
    private readonly CancellationTokenSource _stop = new();
    private Task _work = Task.CompletedTask;
    private TaskCompletionSource _up = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private (string Point, int Hit, int Signal)? _next;

    /// <summary>The process that runs now.</summary>
    public GatewayProcess? Process { get; private set; }

    /// <summary>How often it ended because the others declared it dead.</summary>
    public int Evictions { get; private set; }

    public Task UpAsync() => _up.Task;

    public void Start() => _work = Task.Run(RunAsync);

    /// <summary>Ends the process that runs; the next one gets a signal at a point.</summary>
    public async Task RestartWithAsync(string point, int hit, int signal)
    {
        _next = (point, hit, signal);
        _up = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await Process!.TerminateAsync();
        await UpAsync();
    }

    public async Task KillAsync()
    {
        _up = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await Process!.KillAsync();
    }

    /// <summary>Asks it to end, and does not start it again; its exit code.</summary>
    public async Task<int> EndAsync()
    {
        await _stop.CancelAsync();
        scene.Gateway.Down(_name);
        Process!.Continue();
        var code = await Process.TerminateAsync();
        await _work;
        return code;
    }

    public void Dispose()
    {
        _stop.Dispose();
        Process?.Dispose();
    }

    private async Task RunAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            scene.Log.WriteLine($"---- replica {number} starts");
            var (point, hit, signal) = _next ?? (null!, 0, 0);
            _next = null;
            var process = GatewayProcess.Start(settings, scene.Log, point, hit, signal, ReplicaNetwork.Namespace(number));
            Process = process;
            if (await process.ListeningAsync() is { } address)
            {
                scene.Gateway.Up(_name, ReplicaNetwork.Channel(number, address));
                _up.TrySetResult();
            }

            await process.Exited;
            scene.Gateway.Down(_name);
            scene.Log.WriteLine($"---- replica {number} ended with {process.ExitCode}");
            scene.Observations.Killed("end of a replica", process.ExitCode);
            Evictions += process.ExitCode == 75 ? 1 : 0;
            if (process.ExitCode is not (0 or 2 or 69 or 75 or 137))
            {
                scene.Observations.Error($"replica {number} ended by itself with {process.ExitCode}");
            }
        }
    }
}
