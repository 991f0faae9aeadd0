using EdrGrpc.Contract.V1;
using Grpc.Core;
using Grpc.Core.Interceptors;
using Grpc.Net.Client;

namespace EdrGrpc.CrashHarness;

/// <summary>Where the gateway is now: one process, or any of several replicas. While none runs, callers wait for the next one.</summary>
internal sealed class LiveGateway : IDisposable
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, GrpcChannel> _channels = new(StringComparer.Ordinal);
    private TaskCompletionSource _next = New();

    /// <summary>A client of a process that runs now, or of the next one.</summary>
    public async Task<ResponseService.ResponseServiceClient> ClientAsync(CancellationToken stop) => new(await ChannelAsync(stop));

    /// <summary>The same, signed in with an API token.</summary>
    public async Task<ResponseService.ResponseServiceClient> ClientAsync(string token, CancellationToken stop) => new((await ChannelAsync(stop)).Intercept(headers =>
    {
        headers.Add("authorization", "Bearer " + token);
        return headers;
    }));

    public void Up(string address) => Up("", GrpcChannel.ForAddress(address));

    /// <summary>A replica can be reached.</summary>
    public void Up(string replica, GrpcChannel channel)
    {
        lock (_gate)
        {
            _channels[replica] = channel;
            _next.TrySetResult();
        }
    }

    public void Down(string replica = "")
    {
        lock (_gate)
        {
            if (_channels.Remove(replica, out var channel))
            {
                channel.Dispose();
            }

            _next = _channels.Count == 0 && _next.Task.IsCompleted ? New() : _next;
        }
    }

    /// <summary>True for what a caller meets when the process under it dies, and for answers that ask it to come again.</summary>
    public static bool IsOutage(Exception exception) => exception switch
    {
        RpcException { StatusCode: StatusCode.Unavailable or StatusCode.Cancelled or StatusCode.DeadlineExceeded or StatusCode.ResourceExhausted } => true,

        // Without details it is the client library speaking of a broken connection, not the server.
        RpcException rpc => !rpc.Trailers.Any(trailer => trailer.Key == "grpc-status-details-bin"),
        ObjectDisposedException => true,
        _ => false,
    };

    public void Dispose()
    {
        foreach (var channel in _channels.Values)
        {
            channel.Dispose();
        }
    }

    private async Task<GrpcChannel> ChannelAsync(CancellationToken stop)
    {
        while (true)
        {
            Task next;
            lock (_gate)
            {
                if (_channels.Count > 0)
                {
                    return _channels.Values.ElementAt(Random.Shared.Next(_channels.Count));
                }

                next = _next.Task;
            }

            await next.WaitAsync(stop);
        }
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
