using EdrGrpc.Contract.V1;
using EdrGrpc.IntegrationTests.Support;
using Xunit;

namespace EdrGrpc.IntegrationTests.Watch;

/// <summary>Many watchers that lose their connection at random places see what the store holds, event by event.</summary>
public sealed class ReconnectingWatchersTests(ITestOutputHelper output)
{
    private const int Submissions = 200;
    private const int Watchers = 20;

    [Fact]
    public async Task RandomReconnects_NeverLoseOrRepeatAnEvent()
    {
        var seed = Environment.TickCount;
        output.WriteLine($"seed {seed}");
        await using var gateway = await Gateway.StartAsync();

        // Offline hosts: each submission makes its events without KSC's pace. Cancelling ends it.
        foreach (var host in gateway.Simulator.Hosts.All)
        {
            gateway.Simulator.Hosts.SetOnline(host.Id, false);
        }

        var watchers = Enumerable.Range(0, Watchers).Select(number => WatchAsync(gateway, new Random(seed + number))).ToList();
        await Parallel.ForEachAsync(Enumerable.Range(0, Submissions), new ParallelOptions { MaxDegreeOfParallelism = 16 }, async (number, _) =>
        {
            var submitted = await gateway.SubmitAsync(gateway.Isolate(number % gateway.Simulator.Hosts.Count));
            await gateway.Responses.CancelSubmissionAsync(new CancelSubmissionRequest { SubmissionId = submitted.SubmissionId }, Gateway.Options());
        });
        gateway.Simulator.Hosts.SetOnline(gateway.HostId(0), true);
        await gateway.EndOfAsync((await gateway.Responses.SubmitAsync(Last(gateway), Gateway.Options())).Submission.SubmissionId);

        var stored = await gateway.StoredAsync();
        Assert.True(stored.Count >= (2 * Submissions) + 5, $"{stored.Count} events, seed {seed}");
        var reconnects = 0;
        foreach (var watcher in watchers)
        {
            var (seen, connections) = await watcher;
            Assert.True(stored.SequenceEqual(seen), $"{seen.Count} of {stored.Count} events, seed {seed}");
            reconnects += connections - 1;
        }

        Assert.True(reconnects >= Watchers, $"{reconnects} reconnects, seed {seed}");
        await WatchCalls.EventuallyAsync(() => gateway.Hub().SubscriptionCount == 0);
    }

    private static SubmitRequest Last(Gateway gateway) => new() { Action = gateway.Isolate(0), Context = new Context { CaseId = "last" } };

    // Each connection lives for a few messages, then the watcher resumes from a random cursor it knows and forgets what came after it.
    private static async Task<(List<SubmissionEvent> Seen, int Connections)> WatchAsync(Gateway gateway, Random random)
    {
        var seen = new List<Seen>();
        for (var connections = 1; ; connections++)
        {
            var lives = random.Next(1, 250);
            var cursor = seen.Count == 0 ? "" : seen[^1].Cursor;
            await foreach (var message in gateway.WatchManyAsync(cursor: cursor))
            {
                seen.Add(message);
                if (message.Event is { Submission: { Context.CaseId: "last" } } last && last.State >= SubmissionState.Succeeded)
                {
                    return (seen.Events(), connections);
                }

                if (--lives == 0)
                {
                    break;
                }
            }

            var forget = random.Next(0, Math.Min(10, seen.Count));
            seen.RemoveRange(seen.Count - forget, forget);
        }
    }
}
