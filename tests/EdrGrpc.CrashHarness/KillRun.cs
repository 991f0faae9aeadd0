using System.Diagnostics;

namespace EdrGrpc.CrashHarness;

/// <summary>The gateway is killed again and again while clients submit, watchers watch and KSC misbehaves; then everything is brought to its end.</summary>
internal sealed class KillRun(string folder, int kills, int seed)
{
    private const int Hosts = 24;
    private const int Clients = 5;
    private const int Watchers = 4;
    private const int KilledExitCode = 128 + GatewayProcess.SigKill;

    private static readonly TimeSpan PointPatience = TimeSpan.FromSeconds(45);

    private readonly Random _random = new(seed);
    private readonly Dictionary<string, int> _kills = new(StringComparer.Ordinal);
    private int _missed;

    public async Task RunAsync()
    {
        await using var scene = await Scene.StartAsync(folder, seed, Hosts);
        var faults = new KscFaults(scene.Simulator, scene.Observations, seed, on: true);
        using var enough = new CancellationTokenSource();
        using var stop = new CancellationTokenSource();
        var clients = Enumerable.Range(0, Clients)
            .Select(number => new SubmittingClient(number, _random.Next(), scene.Gateway, scene.Hosts, scene.Observations, scene.Progress).RunAsync(enough.Token, stop.Token))
            .ToList();
        var watchers = Enumerable.Range(0, Watchers)
            .Select(number => new ReconnectingWatcher(number, _random.Next(), scene.Gateway, scene.Observations, scene.Progress).RunAsync(stop.Token))
            .ToList();
        try
        {
            await KillAllAsync(scene);
            using var last = scene.StartGateway();
            scene.Gateway.Up(await last.ListeningAsync() ?? throw new InvalidOperationException("The gateway did not start for the end of the run; see gateway.log."));
            await enough.CancelAsync();
            await Task.WhenAll(clients);
            faults.Stop();
            await scene.DrainAsync();

            // What KSC works off late must have come before the run may end.
            await Task.Delay(KscFaults.LongestDelay + TimeSpan.FromSeconds(1), TimeProvider.System);
            await scene.SubmitLastAsync(stop.Token);
            await Task.WhenAll(watchers).WaitAsync(TimeSpan.FromMinutes(2), TimeProvider.System);
            await scene.EndGatewayAsync(last);
        }
        finally
        {
            await stop.CancelAsync();
        }

        Report(scene, faults);
    }

    private async Task KillAllAsync(Scene scene)
    {
        var started = Stopwatch.GetTimestamp();
        var plan = new Queue<string>(KillPlan.Make(kills, _random));
        while (plan.TryDequeue(out var target))
        {
            var isRandom = target == KillPlan.AtRandom;
            var hit = isRandom ? 0 : 1 + _random.Next(5);
            var patience = isRandom ? TimeSpan.FromMilliseconds(300 + _random.Next(5700)) : PointPatience;
            using var process = scene.StartGateway(isRandom ? null : target, hit);
            var up = UpAsync(scene, process);
            var exited = process.Exited;
            if (await Task.WhenAny(exited, Task.Delay(patience, TimeProvider.System)) != exited)
            {
                if (!isRandom)
                {
                    // Nothing came by there in time: another process shall have it.
                    _missed++;
                    plan.Enqueue(target);
                }

                await process.KillAsync();
                hit = 0;
                target = KillPlan.AtRandom;
            }
            else
            {
                if (isRandom || process.ExitCode != KilledExitCode)
                {
                    scene.Observations.Error($"the gateway ended by itself with {process.ExitCode}");
                }
            }

            await up;
            scene.Gateway.Down();
            scene.Observations.Killed(target, hit);
            _kills[target] = _kills.GetValueOrDefault(target) + 1;
            Console.WriteLine(
                $"{Stopwatch.GetElapsedTime(started).TotalSeconds,6:0} s  kill {_kills.Values.Sum(),3}: {target}{(hit > 0 ? $" (hit {hit})" : "")}; {scene.Progress.Acknowledged} acknowledged, {scene.Progress.Unfinished} unfinished");
        }
    }

    private static async Task UpAsync(Scene scene, GatewayProcess process)
    {
        if (await process.ListeningAsync() is { } address)
        {
            scene.Gateway.Up(address);
        }
    }

    private void Report(Scene scene, KscFaults faults)
    {
        Console.WriteLine($"\n{scene.Progress.Acknowledged} submissions acknowledged, {_kills.Values.Sum()} kills, {_missed} times a point was not reached in time");
        foreach (var target in KillPlan.Points.Append(KillPlan.AtRandom))
        {
            Console.WriteLine($"  kill  {target,-24}{_kills.GetValueOrDefault(target),6}");
        }

        foreach (var (name, count) in faults.Counts)
        {
            Console.WriteLine($"  fault {name,-24}{count,6}");
        }
    }
}
