using System.Diagnostics;
using System.Threading.Channels;
using EdrGrpc.Storage.Sqlite;
using EdrGrpc.Submissions;
using EdrGrpc.Submissions.Actions;
using EdrGrpc.Submissions.Store;
using EdrGrpc.Submissions.Watching;
using Microsoft.Extensions.Logging.Abstractions;

namespace EdrGrpc.Benchmarks;

/// <summary>Deliveries a second in this process: through hub and <see cref="EventWatcher"/>, and through plain bounded channels.</summary>
internal static class HubFanOut
{
    private static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(15);

    public static async Task<(double Plain, double Ours)> MeasureAsync(int watchers, int events)
    {
        var plain = await PlainAsync(watchers, events);
        var ours = await OursAsync(watchers, events);
        Console.WriteLine($"without the wire, {watchers:N0} watchers: plain {plain:N0}/s, watch pipeline {ours:N0}/s");
        return (plain, ours);
    }

    private static async Task<double> PlainAsync(int watchers, int events)
    {
        var received = new Arrivals();
        var channels = Enumerable.Range(0, watchers).Select(_ => Channel.CreateBounded<SubmissionEvent>(
            new BoundedChannelOptions(1024) { SingleReader = true, SingleWriter = true })).ToList();
        var readers = channels.ConvertAll(channel => Task.Run(async () =>
        {
            await foreach (var _ in channel.Reader.ReadAllAsync())
            {
                received.Add();
            }
        }));
        var rate = await RateAsync(watchers, events, received, submissionEvent =>
        {
            foreach (var channel in channels)
            {
                channel.Writer.TryWrite(submissionEvent);
            }
        });
        channels.ForEach(channel => channel.Writer.Complete());
        await Task.WhenAll(readers);
        return rate;
    }

    private static async Task<double> OursAsync(int watchers, int events)
    {
        using var folder = new WorkFolder();
        var hub = new WatchHub();
        await using var store = await SqliteSubmissionStore.OpenAsync(
            new SqliteStoreOptions { Path = Path.Combine(folder.Path, "hub.db") }, hub, TimeProvider.System, NullLoggerFactory.Instance, CancellationToken.None);
        var watcher = new EventWatcher(store, hub, TimeProvider.System);
        using var ends = new CancellationTokenSource();
        var (received, caughtUp) = (new Arrivals(), new Arrivals());
        var ready = caughtUp.Expect(watchers);
        var readers = Enumerable.Range(0, watchers).Select(_ => Task.Run(async () =>
        {
            try
            {
                await foreach (var item in watcher.WatchManyAsync(SubmissionFilter.All, 0, Heartbeat, ends.Token))
                {
                    (item.Kind == WatchItemKind.Event ? received : item.Kind == WatchItemKind.CaughtUp ? caughtUp : null)?.Add();
                }
            }
            catch (OperationCanceledException)
            {
                // The end of the measurement.
            }
        })).ToList();
        await ready.WaitAsync(TimeSpan.FromMinutes(1));
        var rate = await RateAsync(watchers, events, received, submissionEvent => hub.Publish([submissionEvent]));
        await ends.CancelAsync();
        await Task.WhenAll(readers);
        return rate;
    }

    private static async Task<double> RateAsync(int watchers, int events, Arrivals received, Action<SubmissionEvent> publish)
    {
        var warmUp = Math.Max(2, events / 10);
        var started = 0L;
        for (var number = 0; number < warmUp + events; number++)
        {
            if (number == warmUp)
            {
                started = Stopwatch.GetTimestamp();
            }

            var all = received.Expect(watchers);
            publish(Event(number + 1));
            await all.WaitAsync(TimeSpan.FromMinutes(1));
        }

        return (double)watchers * events / Stopwatch.GetElapsedTime(started).TotalSeconds;
    }

    private static SubmissionEvent Event(long revision)
    {
        var now = TimeProvider.System.GetUtcNow();
        return new SubmissionEvent(
            new Submission
            {
                Id = Guid.CreateVersion7(now),
                RequestId = Guid.NewGuid(),
                Principal = "benchmark",
                Server = "default",
                TargetHost = "host",
                Kind = TaskKind.QuarantineFile,
                Area = "Kuma",
                Severity = 2,
                Action = ReadOnlyMemory<byte>.Empty,
                CreatedAt = now,
                AcceptRevision = revision,
                Revision = revision,
                UpdatedAt = now,
            },
            "Recorded.",
            EventSource.Gateway);
    }
}
