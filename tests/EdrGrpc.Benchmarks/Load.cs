using System.Collections.Concurrent;
using System.Diagnostics;
using EdrGrpc.Contract.V1;
using Grpc.Net.Client;

namespace EdrGrpc.Benchmarks;

/// <summary>
/// The generator: 4 h2c connections with 32 calls in flight on each. The gRPC client reads grpc-status: a call that does not end OK throws
/// and ends the benchmark.
/// </summary>
internal sealed class Load : IDisposable
{
    private readonly List<GrpcChannel> _channels;
    private readonly List<ResponseService.ResponseServiceClient> _clients;
    private readonly string[] _hosts = [.. Enumerable.Range(0, SubmitSettings.Hosts).Select(_ => Guid.NewGuid().ToString())];

    public Load(string url)
    {
        _channels = [.. Enumerable.Range(0, SubmitSettings.Connections).Select(_ => GrpcChannel.ForAddress(
            url, new GrpcChannelOptions { HttpHandler = new SocketsHttpHandler { EnableMultipleHttp2Connections = false }, DisposeHttpClient = true }))];
        _clients = [.. _channels.Select(channel => new ResponseService.ResponseServiceClient(channel))];
    }

    /// <summary>Ids of all submissions that were answered OK.</summary>
    public ConcurrentBag<string> Answered { get; } = [];

    public int MessageSize => Request(0).CalculateSize();

    public async Task<Round> RunAsync(ServerProcess server, int calls)
    {
        var latencies = new long[calls];
        var next = -1;
        var before = await server.UsageAsync();
        var watch = Stopwatch.StartNew();
        await Task.WhenAll(_clients.SelectMany(client => Enumerable.Range(0, SubmitSettings.InFlight).Select(_ => Task.Run(async () =>
        {
            for (var number = Interlocked.Increment(ref next); number < calls; number = Interlocked.Increment(ref next))
            {
                var started = Stopwatch.GetTimestamp();
                var response = await client.SubmitAsync(Request(number));
                latencies[number] = Stopwatch.GetTimestamp() - started;
                if (response.Submission is { } submission)
                {
                    Answered.Add(submission.SubmissionId);
                }
            }
        }))));
        watch.Stop();
        var used = await server.UsageAsync() - before;
        Array.Sort(latencies);
        return new Round(
            calls / watch.Elapsed.TotalSeconds,
            Stopwatch.GetElapsedTime(0, latencies[calls / 2]),
            Stopwatch.GetElapsedTime(0, latencies[calls - 1 - (calls / 100)]),
            used.Cpu / calls,
            (double)used.AllocatedBytes / calls);
    }

    public void Dispose() => _channels.ForEach(channel => channel.Dispose());

    private SubmitRequest Request(int number) => new()
    {
        RequestId = Guid.NewGuid().ToString(),
        Action = new ResponseAction
        {
            TargetHost = _hosts[number % _hosts.Length],
            QuarantineFile = new QuarantineFile { Md5Hash = "44d88612fea8a8f36de82e1278abb02f", Path = @"C:\Users\user\AppData\Local\Temp\dropped\payload.exe" },
        },
        Context = new Context { CaseId = "CASE-2026-004711", Comment = "Alert 4711: quarantine the dropped file on the affected workstation." },
    };
}
