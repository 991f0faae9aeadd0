using EdrGrpc.Ksc;

namespace EdrGrpc.CrashHarness;

/// <summary>A process that is stopped between intent and request, as a paused virtual machine is, and goes on long after its send window.</summary>
internal sealed class StopRun(string folder, int seed, TimeSpan pause)
{
    private const int Submissions = 6;

    public async Task RunAsync()
    {
        await using var scene = await Scene.StartAsync(folder, seed, hosts: 3);
        _ = new KscFaults(scene.Simulator, scene.Observations, seed, on: false);
        using var process = scene.StartGateway(SendPoints.IntentStored, hit: 2, GatewayProcess.SigStop);
        scene.Gateway.Up(await process.ListeningAsync() ?? throw new InvalidOperationException("The gateway did not start; see gateway.log."));
        using var enough = new CancellationTokenSource();
        using var stop = new CancellationTokenSource();
        var watcher = new ReconnectingWatcher(0, seed, scene.Gateway, scene.Observations, scene.Progress).RunAsync(stop.Token);
        var client = new SubmittingClient(0, seed, scene.Gateway, scene.Hosts, scene.Observations, scene.Progress).RunAsync(enough.Token, stop.Token);
        try
        {
            await UntilAsync(process.IsStopped);
            var from = Observations.Now;
            await Task.Delay(pause, TimeProvider.System);
            var until = Observations.Now;
            process.Continue();
            scene.Observations.Stopped(SendPoints.IntentStored, from, until);
            await UntilAsync(() => scene.Progress.Acknowledged >= Submissions);
            await enough.CancelAsync();
            await client;
            await scene.DrainAsync();
            await scene.SubmitLastAsync(stop.Token);
            await watcher.WaitAsync(TimeSpan.FromMinutes(1), TimeProvider.System);
            await scene.EndGatewayAsync(process);
        }
        finally
        {
            await stop.CancelAsync();
        }

        Console.WriteLine($"stopped {pause.TotalSeconds:0} s between intent and request, then continued: {scene.Progress.Acknowledged} submissions acknowledged");
    }

    private static async Task UntilAsync(Func<bool> condition)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(2), TimeProvider.System);
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (!condition())
        {
            await timer.WaitForNextTickAsync(limit.Token);
        }
    }
}
