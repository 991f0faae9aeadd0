using System.Diagnostics;
using EdrGrpc.Contract.V1;

namespace EdrGrpc.Benchmarks;

/// <summary>From Submit until a watcher sees INCIDENT_ADDED, one submission at a time, each alternating with a bare AddIncident to the same stand-in.</summary>
internal static class LatencyBenchmark
{
    private const double AimP50 = 2;
    private const double AimP99 = 10;

    // What the runtime compiles anew meanwhile takes a processor: a server that has run for a minute is past that.
    private const int WarmUp = 1500;

    public static async Task<IReadOnlyList<Figure>> RunAsync(int samples)
    {
        using var folder = new WorkFolder();
        using var ksc = await KscStandIn.StartAsync(folder.Path, (samples + WarmUp) * 2);
        using var server = await ServerProcess.StartAsync(folder.Path, new ServerPlan { Settings = await GatewaySettings.CreateAsync(folder.Path, ksc), Dispatches = true });
        using var bare = await BareKscClient.LogInAsync(ksc);
        using var channel = Load.Channel(server.GatewayUrl);
        using var watching = Load.Channel(server.GatewayUrl);
        var client = new ResponseService.ResponseServiceClient(channel);
        await using var watcher = await EventReader.StartAsync(new ResponseService.ResponseServiceClient(watching), server.Headers);
        var (added, ended) = (NewSignal(), NewSignal());
        watcher.Read(submissionEvent =>
        {
            if (submissionEvent.State == SubmissionState.IncidentAdded)
            {
                added.TrySetResult(Stopwatch.GetTimestamp());
            }
            else if (submissionEvent.State >= SubmissionState.Succeeded)
            {
                ended.TrySetResult(Stopwatch.GetTimestamp());
            }
        });

        var hosts = new Queue<string>(ksc.HostIds);
        var (direct, accepted, seen) = (new List<TimeSpan>(), new List<TimeSpan>(), new List<TimeSpan>());
        for (var number = -WarmUp; number < samples; number++)
        {
            var begun = Stopwatch.GetTimestamp();
            await bare.AddIncidentAsync(hosts.Dequeue());
            var directly = Stopwatch.GetElapsedTime(begun);

            (added, ended) = (NewSignal(), NewSignal());
            begun = Stopwatch.GetTimestamp();
            await client.SubmitAsync(Requests.Quarantine(hosts.Dequeue()), server.Headers);
            var answered = Stopwatch.GetElapsedTime(begun);
            var sight = Stopwatch.GetElapsedTime(begun, await added.Task.WaitAsync(TimeSpan.FromSeconds(30)));
            await ended.Task.WaitAsync(TimeSpan.FromSeconds(30));
            if (number >= 0)
            {
                direct.Add(directly);
                accepted.Add(answered);
                seen.Add(sight);
            }
        }

        var (ceiling, submit, all) = (new Latencies(direct), new Latencies(accepted), new Latencies(seen));
        Console.WriteLine($"AddIncident {ceiling}; Submit {submit}; Submit -> INCIDENT_ADDED {all}");
        var (p50, p99) = (all.P50 - ceiling.P50, all.P99 - ceiling.P99);
        return
        [
            new Figure(
                "Submit -> INCIDENT_ADDED seen by a watcher, idle system",
                $"AddIncident round trip by bare HttpClient: {ceiling}",
                $"+ <= {AimP50:F0} ms p50, + <= {AimP99:F0} ms p99",
                $"**+ {p50:F1} ms p50, + {p99:F1} ms p99** ({all}; of that the answer to Submit, with its fsync: {submit}; {samples:N0} samples)",
                p50 <= AimP50 && p99 <= AimP99),
        ];
    }

    private static TaskCompletionSource<long> NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
