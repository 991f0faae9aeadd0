using System.Diagnostics;
using EdrGrpc.Contract.V1;
using Grpc.Core;
using Grpc.Net.Client;

namespace EdrGrpc.Benchmarks;

/// <summary>
/// One event to many watchers: WatchSubmissions of the gateway against streams of a bare gRPC server in the same process, each fed by a plain channel.
/// The same again without the wire: the watch pipeline against plain channels.
/// </summary>
internal static class FanOutBenchmark
{
    private const double Aim = 0.7;
    private const double HeapAim = 12;
    private const int StreamsPerConnection = 500;

    public static async Task<IReadOnlyList<Figure>> RunAsync(IReadOnlyList<int> watchers, int events)
    {
        var figures = new List<Figure>();
        foreach (var count in watchers)
        {
            using var folder = new WorkFolder();
            using var ksc = await KscStandIn.StartAsync(folder.Path, hosts: 1);
            var settings = await GatewaySettings.CreateAsync(folder.Path, ksc, isAuthenticated: true);
            using var server = await ServerProcess.StartAsync(folder.Path, new ServerPlan { Settings = settings });
            var plain = await MeasureAsync(server, server.CeilingUrl, count, events, isCeiling: true);
            var gateway = await MeasureAsync(server, server.GatewayUrl, count, events, isCeiling: false);
            var ratio = gateway.Rate / plain.Rate;
            var heap = gateway.HeapPerStream / 1024;
            figures.Add(new Figure(
                $"one event to {count:N0} watchers over the wire",
                $"plain channels behind gRPC streams in the same process: {plain.Rate:N0} deliveries/s, {plain.CpuPerDelivery.TotalMicroseconds:F1} us of server CPU each, {plain.HeapPerStream / 1024:F1} KiB heap a stream",
                $">= {Aim:F1}; <= {HeapAim:F0} KiB heap a stream",
                $"**{ratio:F2}, {heap:F1} KiB**: {gateway.Rate:N0} deliveries/s, {gateway.CpuPerDelivery.TotalMicroseconds:F1} us of server CPU each; all have it after {gateway.ToAll.P50:F0} ms (plain {plain.ToAll.P50:F0} ms)",
                ratio >= Aim && heap <= HeapAim));
            var hub = await HubFanOut.MeasureAsync(count, events * 10);
            figures.Add(new Figure(
                $"the same without the wire, {count:N0} watchers",
                $"plain bounded channels: {hub.Plain:N0} deliveries/s",
                $">= {Aim:F1}",
                $"**{hub.Ours / hub.Plain:F2}**: {hub.Ours:N0} deliveries/s through hub and watch pipeline",
                hub.Ours / hub.Plain >= Aim));
        }

        return figures;
    }

    private static async Task<FanOut> MeasureAsync(ServerProcess server, string url, int count, int events, bool isCeiling)
    {
        var heapBefore = await server.HeapAsync();
        var channels = new List<GrpcChannel>();
        for (var streams = 0; streams < count; streams += StreamsPerConnection)
        {
            channels.Add(Load.Channel(url));
        }

        using var submitting = Load.Channel(url);
        var client = new ResponseService.ResponseServiceClient(submitting);
        using var ends = new CancellationTokenSource();
        var caughtUp = new CountdownEvent(count);
        var received = new Arrivals();
        var readers = Enumerable.Range(0, count).Select(number => ReadAsync(channels[number / StreamsPerConnection])).ToList();
        await Task.Run(() => caughtUp.Wait(TimeSpan.FromMinutes(2)));
        if (caughtUp.CurrentCount > 0)
        {
            throw new InvalidOperationException($"{caughtUp.CurrentCount} of {count} watchers did not start.");
        }

        var heap = await server.HeapAsync() - heapBefore;
        await OneAsync();
        await OneAsync();
        var before = await server.UsageAsync();
        var watch = Stopwatch.StartNew();
        var times = await Latencies.OfAsync(events, _ => OneAsync());
        watch.Stop();
        var used = await server.UsageAsync() - before;
        await ends.CancelAsync();
        await Task.WhenAll(readers);
        channels.ForEach(channel => channel.Dispose());
        var deliveries = (double)count * events;
        var result = new FanOut(deliveries / watch.Elapsed.TotalSeconds, used.Cpu / deliveries, (double)heap / count, times);
        Console.WriteLine($"{(isCeiling ? "plain  " : "gateway")} {count:N0} watchers: {result}");
        return result;

        async Task OneAsync()
        {
            var all = received.Expect(count);
            var request = Requests.Quarantine(Guid.NewGuid().ToString());
            if (isCeiling)
            {
                request.Context.Comment = NoOpService.PublishComment;
            }

            await client.SubmitAsync(request, server.Headers);
            await all.WaitAsync(TimeSpan.FromMinutes(1));
        }

        async Task ReadAsync(GrpcChannel channel)
        {
            using var call = new ResponseService.ResponseServiceClient(channel).WatchSubmissions(new WatchSubmissionsRequest(), server.Headers, cancellationToken: ends.Token);
            try
            {
                await foreach (var message in call.ResponseStream.ReadAllAsync(ends.Token))
                {
                    if (message.CaughtUp is not null)
                    {
                        caughtUp.Signal();
                    }
                    else if (message.Event is not null)
                    {
                        received.Add();
                    }
                }
            }
            catch (Exception exception) when (ends.IsCancellationRequested && exception is OperationCanceledException or RpcException { StatusCode: StatusCode.Cancelled })
            {
                // The end of the measurement.
            }
        }
    }

    private sealed record FanOut(double Rate, TimeSpan CpuPerDelivery, double HeapPerStream, Latencies ToAll)
    {
        public override string ToString() => $"{Rate:N0} deliveries/s, server CPU {CpuPerDelivery.TotalMicroseconds:F2} us each, to all {ToAll}, heap {HeapPerStream / 1024:F1} KiB a stream";
    }
}
