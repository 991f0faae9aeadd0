using System.Collections.Concurrent;
using System.Diagnostics;
using EdrGrpc.Contract.V1;
using Grpc.Core;
using Grpc.Net.Client;

namespace EdrGrpc.Benchmarks;

/// <summary>
/// The generator: 4 h2c connections with 32 calls in flight on each. The gRPC client reads grpc-status: a call that does not end OK throws
/// and ends the benchmark. Every call has a host and a request id of its own.
/// </summary>
internal sealed class Load : IDisposable
{
    public const int Connections = 4;
    public const int InFlight = 32;

    private readonly List<GrpcChannel> _channels;
    private readonly List<ResponseService.ResponseServiceClient> _clients;
    private readonly Func<Task<ServerUsage>> _usage;
    private readonly Metadata _headers;

    public Load(string url, ServerProcess server)
        : this(url, server.UsageAsync, server.Headers)
    {
    }

    public Load(string url, Func<Task<ServerUsage>> usage, Metadata headers)
    {
        (_usage, _headers) = (usage, headers);
        _channels = [.. Enumerable.Range(0, Connections).Select(_ => Channel(url))];
        _clients = [.. _channels.Select(channel => new ResponseService.ResponseServiceClient(channel))];
    }

    /// <summary>Ids of all submissions that were answered OK.</summary>
    public ConcurrentBag<string> Answered { get; } = [];

    /// <summary>One h2c connection.</summary>
    public static GrpcChannel Channel(string url) => GrpcChannel.ForAddress(
        url, new GrpcChannelOptions { HttpHandler = new SocketsHttpHandler { EnableMultipleHttp2Connections = false }, DisposeHttpClient = true, MaxReceiveMessageSize = null });

    /// <summary>A round of Submits.</summary>
    public Task<Round> SubmitAsync(int calls) => RunAsync(calls, async (client, _) =>
    {
        var response = await client.SubmitAsync(Requests.Quarantine(Guid.NewGuid().ToString()), _headers);
        if (response.Submission is { } submission)
        {
            Answered.Add(submission.SubmissionId);
        }
    });

    /// <summary>A round of GetSubmission for ids of stored submissions.</summary>
    public Task<Round> GetAsync(IReadOnlyList<string> ids, int calls) => RunAsync(
        calls, async (client, number) => await client.GetSubmissionAsync(new GetSubmissionRequest { SubmissionId = ids[number % ids.Count] }, _headers));

    public void Dispose() => _channels.ForEach(channel => channel.Dispose());

    private async Task<Round> RunAsync(int calls, Func<ResponseService.ResponseServiceClient, int, Task> call)
    {
        var times = new TimeSpan[calls];
        var next = -1;
        var before = await _usage();
        var watch = Stopwatch.StartNew();
        await Task.WhenAll(_clients.SelectMany(client => Enumerable.Range(0, InFlight).Select(_ => Task.Run(async () =>
        {
            for (var number = Interlocked.Increment(ref next); number < calls; number = Interlocked.Increment(ref next))
            {
                var started = Stopwatch.GetTimestamp();
                await call(client, number);
                times[number] = Stopwatch.GetElapsedTime(started);
            }
        }))));
        watch.Stop();
        var used = await _usage() - before;
        return new Round(calls / watch.Elapsed.TotalSeconds, new Latencies(times), used.Cpu / calls, (double)used.AllocatedBytes / calls);
    }
}
