using System.Diagnostics;
using EdrGrpc.Contract.V1;
using EdrGrpc.IntegrationTests.Support;
using Grpc.Core;
using Grpc.Net.Client;
using Xunit;

namespace EdrGrpc.IntegrationTests.Watch;

/// <summary>Who does not read is cut off; writers, other watchers and memory do not feel it.</summary>
public sealed class SlowReaderTests
{
    private const int Batches = 8;
    private const int BatchesForOne = 4;
    private const int ItemsOfABatch = 100;
    private const long Mebibyte = 1024 * 1024;

    private static readonly Dictionary<string, string?> Short = new(StringComparer.Ordinal) { ["Watch:SlowReaderTimeout"] = "00:00:00.500" };

    [Fact]
    public async Task ReaderThatDoesNotRead_IsCutOff_WhileAllOthersGoOn_AndItsCursorResumes()
    {
        await using var gateway = await Gateway.StartAsync(settings: Short);
        foreach (var host in gateway.Simulator.Hosts.All)
        {
            gateway.Simulator.Hosts.SetOnline(host.Id, false);
        }

        // A window as small as HTTP/2 has it, and a connection of its own.
        var handler = gateway.CreateHandler();
        handler.InitialHttp2StreamWindowSize = 65535;
        using var slowChannel = GrpcChannel.ForAddress(gateway.Url, new GrpcChannelOptions { HttpHandler = handler, DisposeHttpClient = true });
        using var slow = new ResponseService.ResponseServiceClient(slowChannel).WatchSubmissions(new WatchSubmissionsRequest(), Gateway.Options());
        await WatchCalls.EventuallyAsync(() => gateway.Hub().SubscriptionCount == 1);

        var accepted = 0;
        var fast = gateway.WatchManyAsync().UntilAsync(message => message.Event?.State == SubmissionState.Accepted && ++accepted == BatchesForOne * ItemsOfABatch);
        for (var batch = 0; batch < BatchesForOne; batch++)
        {
            await gateway.Responses.SubmitBatchAsync(Batch(gateway), Gateway.Options());
        }

        await fast;

        // Its subscription ends although it never reads.
        await WatchCalls.EventuallyAsync(() => gateway.Hub().SubscriptionCount == 0);
        var seen = new List<Seen>();
        var ended = await Assert.ThrowsAsync<RpcException>(async () =>
        {
            await foreach (var message in slow.ResponseStream.ReadAllAsync())
            {
                seen.Add(Seen.Of(message));
            }
        });
        var refusal = Refusal.Of(ended);
        Assert.Equal((StatusCode.ResourceExhausted, "SLOW_READER"), (refusal.Code, refusal.Reason));
        Assert.Equal(seen[^1].Cursor, refusal.Metadata["cursor"]);

        var stored = await gateway.StoredAsync();
        Assert.True(seen.Events().Count < stored.Count, "Everything fitted into the windows.");
        var last = stored[^1].Revision;
        var rest = await gateway.WatchManyAsync(cursor: refusal.Metadata["cursor"]).UntilAsync(message => message.Event?.Revision >= last);
        Assert.Equal(stored, seen.Concat(rest).Events().Take(stored.Count));
    }

    [Fact]
    public async Task LongHistoryForReadersThatDoNotRead_IsNotHeldInMemory()
    {
        await using var gateway = await Gateway.StartAsync(
            settings: new Dictionary<string, string?>(StringComparer.Ordinal) { ["Watch:SlowReaderTimeout"] = "00:00:20" });
        foreach (var host in gateway.Simulator.Hosts.All)
        {
            gateway.Simulator.Hosts.SetOnline(host.Id, false);
        }

        for (var batch = 0; batch < Batches; batch++)
        {
            await gateway.Responses.SubmitBatchAsync(Batch(gateway), Gateway.Options());
        }

        var history = (await gateway.StoredAsync()).Sum(stored => (long)stored.CalculateSize());
        Assert.True(history > Mebibyte, $"{history} bytes");
        var before = GC.GetTotalMemory(forceFullCollection: true);
        using var stop = new CancellationTokenSource();
        var calls = new List<AsyncServerStreamingCall<WatchSubmissionsResponse>>();
        const int readers = 30;
        for (var reader = 0; reader < readers; reader++)
        {
            calls.Add(gateway.Responses.WatchSubmissions(new WatchSubmissionsRequest(), Gateway.Options().WithCancellationToken(stop.Token)));
        }

        await WatchCalls.EventuallyAsync(() => gateway.Hub().SubscriptionCount == readers);
        var watch = Stopwatch.StartNew();
        await gateway.SubmitAsync(gateway.Isolate(0));
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(2), $"A write took {watch.Elapsed}");
        var held = GC.GetTotalMemory(forceFullCollection: true) - before;
        Assert.True(held < readers * history / 2, $"{held} bytes held for {readers} x {history}");

        await stop.CancelAsync();
        calls.ForEach(call => call.Dispose());
        await WatchCalls.EventuallyAsync(() => gateway.Hub().SubscriptionCount == 0);
    }

    private static SubmitBatchRequest Batch(Gateway gateway)
    {
        var request = new SubmitBatchRequest { Context = new Context { Comment = new string('c', 2000) } };
        for (var item = 0; item < ItemsOfABatch; item++)
        {
            request.Items.Add(new BatchItem { Action = gateway.Isolate(item % gateway.Simulator.Hosts.Count) });
        }

        return request;
    }
}
