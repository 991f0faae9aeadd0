using System.Diagnostics;
using EdrGrpc.Contract.V1;

namespace EdrGrpc.Benchmarks;

/// <summary>
/// Submits to one gateway or to several replicas in turn and follows every submission to its end on the first of them: a submission's place is taken by the
/// next when its task has ended, since KSC's tasks must end for the budget to be free.
/// </summary>
internal static class EndToEndLoad
{
    /// <summary>Below the task budget: who waits for the budget measures the wait.</summary>
    private const int InFlight = 64;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    public static async Task<EndToEndResult> RunAsync(IReadOnlyList<ServerProcess> servers, KscStandIn ksc, IReadOnlyList<string> hosts)
    {
        var channels = servers.Select(server => Load.Channel(server.GatewayUrl)).ToList();
        var clients = channels.ConvertAll(channel => new ResponseService.ResponseServiceClient(channel));
        var ours = hosts.ToHashSet(StringComparer.Ordinal);
        using var room = new SemaphoreSlim(InFlight);
        var (submitted, ended, lastSubmitted) = (0, 0, 0L);
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var watcher = await EventReader.StartAsync(clients[0], servers[0].Headers, await servers[0].HeadCursorAsync());
        watcher.Read(submissionEvent =>
        {
            if (!ours.Contains(submissionEvent.Submission.TargetHost))
            {
                return;
            }

            switch (submissionEvent.State)
            {
                case SubmissionState.Submitted:
                    submitted++;
                    lastSubmitted = Stopwatch.GetTimestamp();
                    break;
                case SubmissionState.Succeeded:
                    room.Release();
                    if (++ended == hosts.Count)
                    {
                        done.TrySetResult();
                    }

                    break;
                case > SubmissionState.Succeeded:
                    done.TrySetException(new InvalidOperationException($"A submission ended {submissionEvent.State}: {submissionEvent.Detail}"));
                    break;
            }
        });

        var (gatewaysBefore, kscBefore, calls) = (await CpuAsync(), await ksc.UsageAsync(), await ksc.CallsAsync());
        var started = Stopwatch.GetTimestamp();
        for (var number = 0; number < hosts.Count && !done.Task.IsCompleted; number++)
        {
            await room.WaitAsync(Patience);
            _ = SubmitAsync(number);
        }

        await done.Task.WaitAsync(Patience);
        var took = Stopwatch.GetElapsedTime(started, lastSubmitted);
        var (gateways, stood) = (await CpuAsync() - gatewaysBefore, await ksc.UsageAsync() - kscBefore);
        var made = EndToEndResult.Made(calls, await ksc.CallsAsync());
        channels.ForEach(channel => channel.Dispose());
        return submitted == hosts.Count && made.GetValueOrDefault("HostGroup.AddIncident") == hosts.Count
            ? new EndToEndResult(hosts.Count / took.TotalSeconds, gateways / hosts.Count, stood.Cpu / hosts.Count, made, hosts.Count)
            : throw new InvalidOperationException($"{hosts.Count} submissions, {submitted} SUBMITTED events, {made.GetValueOrDefault("HostGroup.AddIncident")} AddIncident calls.");

        async Task<TimeSpan> CpuAsync()
        {
            var sum = TimeSpan.Zero;
            foreach (var server in servers)
            {
                sum += (await server.UsageAsync()).Cpu;
            }

            return sum;
        }

        async Task SubmitAsync(int number)
        {
            try
            {
                await clients[number % clients.Count].SubmitAsync(Requests.Quarantine(hosts[number]), servers[number % servers.Count].Headers);
            }
            catch (Exception exception)
            {
                done.TrySetException(exception);
            }
        }
    }
}
