using EdrGrpc.Contract.V1;
using Grpc.Core;
using Grpc.Core.Interceptors;
using Grpc.Net.Client;

namespace EdrGrpc.CrashHarness;

/// <summary>Where the gateway is now. While none runs, callers wait for the next one.</summary>
internal sealed class LiveGateway : IDisposable
{
    private readonly Lock _gate = new();
    private TaskCompletionSource<GrpcChannel> _next = New();
    private GrpcChannel? _channel;

    /// <summary>A client of the process that runs now, or of the next one.</summary>
    public async Task<ResponseService.ResponseServiceClient> ClientAsync(CancellationToken stop)
    {
        Task<GrpcChannel> channel;
        lock (_gate)
        {
            channel = _next.Task;
        }

        return new ResponseService.ResponseServiceClient(await channel.WaitAsync(stop));
    }

    /// <summary>The same, signed in with an API token.</summary>
    public async Task<ResponseService.ResponseServiceClient> ClientAsync(string token, CancellationToken stop)
    {
        Task<GrpcChannel> channel;
        lock (_gate)
        {
            channel = _next.Task;
        }

        return new ResponseService.ResponseServiceClient((await channel.WaitAsync(stop)).Intercept(headers =>
        {
            headers.Add("authorization", "Bearer " + token);
            return headers;
        }));
    }

    public void Up(string address)
    {
        lock (_gate)
        {
            _channel = GrpcChannel.ForAddress(address);
            _next.SetResult(_channel);
        }
    }

    public void Down()
    {
        lock (_gate)
        {
            _next = _next.Task.IsCompleted ? New() : _next;
            _channel?.Dispose();
            _channel = null;
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

    public void Dispose() => _channel?.Dispose();

    private static TaskCompletionSource<GrpcChannel> New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
