using EdrGrpc.Contract.V1;
using EdrGrpc.IntegrationTests.Support;
using Xunit;

namespace EdrGrpc.IntegrationTests.Watch;

/// <summary>WatchSubmissions: everything that matches, history and live.</summary>
public sealed class WatchSubmissionsTests
{
    [Fact]
    public async Task Filters_GiveExactlyWhatMatches_InHistoryAndLive()
    {
        await using var gateway = await Gateway.StartAsync();
        var historic = await SubmitAllAsync(gateway);
        var filters = new Dictionary<string, (SubmissionFilter Filter, Predicate<SubmissionEvent> Matches)>(StringComparer.Ordinal)
        {
            ["all"] = (new SubmissionFilter(), _ => true),
            ["states"] = (
                new SubmissionFilter { States = { SubmissionState.Succeeded, SubmissionState.Accepted } },
                seen => seen.State is SubmissionState.Succeeded or SubmissionState.Accepted),
            ["host"] = (new SubmissionFilter { TargetHost = gateway.HostId(1) }, seen => seen.Submission.TargetHost == gateway.HostId(1)),
            ["kinds"] = (new SubmissionFilter { TaskKinds = { TaskKind.GetFile } }, seen => seen.Submission.Action.GetFile is not null),
            ["labels"] = (
                new SubmissionFilter { Labels = { ["case"] = "1", ["team"] = "blue" } },
                seen => seen.Submission.Context?.Labels is { } labels && labels.Contains(new("case", "1")) && labels.Contains(new("team", "blue"))),
            ["batch"] = (new SubmissionFilter { BatchId = historic }, seen => seen.Submission.BatchId == historic),
            ["server"] = (new SubmissionFilter { Server = "nowhere" }, _ => false),
            ["both"] = (
                new SubmissionFilter { TargetHost = gateway.HostId(2), States = { SubmissionState.Submitted } },
                seen => seen.Submission.TargetHost == gateway.HostId(2) && seen.State == SubmissionState.Submitted),
        };

        using var stop = new CancellationTokenSource();
        var watches = filters.ToDictionary(filter => filter.Key, filter => CollectAsync(gateway, filter.Value.Filter, stop), StringComparer.Ordinal);
        await WatchCalls.EventuallyAsync(() => gateway.Hub().SubscriptionCount == filters.Count);
        await SubmitAllAsync(gateway);
        await WatchCalls.EventuallyAsync(() => gateway.Store().UnfinishedCount == 0);
        var stored = await gateway.StoredAsync();
        foreach (var (name, (_, matches)) in filters)
        {
            var expected = stored.Where(seen => matches(seen)).ToList();
            var (seen, _) = watches[name];
            await WatchCalls.EventuallyAsync(() => Count(seen) >= expected.Count);
            Assert.True(expected.SequenceEqual(Copy(seen).Events()), name);
            Assert.Single(Copy(seen), message => message.IsCaughtUp);
        }

        await stop.CancelAsync();
        await Task.WhenAll(watches.Values.Select(watch => watch.Work));
        await WatchCalls.EventuallyAsync(() => gateway.Hub().SubscriptionCount == 0);
    }

    private static (List<Seen> Seen, Task Work) CollectAsync(Gateway gateway, SubmissionFilter filter, CancellationTokenSource stop)
    {
        var seen = new List<Seen>();
        return (seen, RunAsync());

        async Task RunAsync()
        {
            try
            {
                await foreach (var message in gateway.WatchManyAsync(filter, stop: stop.Token))
                {
                    lock (seen)
                    {
                        seen.Add(message);
                    }
                }
            }
            catch (Exception exception) when (stop.IsCancellationRequested && exception is Grpc.Core.RpcException or OperationCanceledException)
            {
                // The test has ended it.
            }
        }
    }

    private static int Count(List<Seen> seen) => Copy(seen).Events().Count;

    private static List<Seen> Copy(List<Seen> seen)
    {
        lock (seen)
        {
            return [.. seen];
        }
    }

    // Three hosts and two kinds, two labels, and a batch; gives the batch's id.
    private static async Task<string> SubmitAllAsync(Gateway gateway)
    {
        var labelled = new Context { Labels = { ["case"] = "1", ["team"] = "blue" } };
        var half = new Context { Labels = { ["case"] = "1" } };
        await gateway.Responses.SubmitAsync(new SubmitRequest { Action = gateway.Isolate(0), Context = labelled }, Gateway.Options());
        await gateway.Responses.SubmitAsync(new SubmitRequest { Action = gateway.Isolate(1), Context = half }, Gateway.Options());
        var batch = new SubmitBatchRequest { Items = { new BatchItem { Action = GetFile(gateway, 1) }, new BatchItem { Action = GetFile(gateway, 2) } } };
        return (await gateway.Responses.SubmitBatchAsync(batch, Gateway.Options())).BatchId;
    }

    private static ResponseAction GetFile(Gateway gateway, int host) =>
        new() { TargetHost = gateway.HostId(host), GetFile = new GetFile { Path = @"C:\Temp\a.exe" } };
}
