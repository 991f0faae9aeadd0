using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using EdrGrpc.Contract.V1;
using EdrGrpc.IntegrationTests.Support;
using Grpc.Core;
using Grpc.Net.Client;

namespace EdrGrpc.IntegrationTests.Authentication;

/// <summary>Callers with and without credentials of one gateway.</summary>
internal static class Callers
{
    /// <summary>alice may do everything, and nobody else anything but who is in the group "soc-leads".</summary>
    public const string Policy = """
        {
          "roles": { "lead": { "tasks": ["*"], "read": "all", "cancel": "all", "admin": true } },
          "bindings": [ { "principals": ["alice", "bob", "group:soc-leads"], "roles": ["lead"] } ]
        }
        """;

    /// <summary>OK, or what the gateway refuses a call with.</summary>
    public static async Task<Refusal?> CallAsync(this Gateway gateway, string? bearer, CancellationToken cancellationToken = default)
    {
        var options = (bearer is null ? Gateway.Options() : GuardedGateway.With(bearer)).WithCancellationToken(cancellationToken);
        return await RefusalOfAsync(gateway.Responses, options);
    }

    /// <summary>The same on a connection of its own, with a client certificate or from another address of this machine.</summary>
    public static async Task<Refusal?> CallAsync(this Gateway gateway, string? bearer, X509Certificate2? certificate, IPAddress? from = null)
    {
        using var channel = gateway.Connect(certificate, from);
        return await RefusalOfAsync(new ResponseService.ResponseServiceClient(channel), bearer is null ? Gateway.Options() : GuardedGateway.With(bearer));
    }

    public static GrpcChannel Connect(this Gateway gateway, X509Certificate2? certificate, IPAddress? from = null)
    {
        var handler = gateway.CreateHandler();
        if (certificate is not null)
        {
            // Sent whatever the server says it would like.
            handler.SslOptions.LocalCertificateSelectionCallback = (_, _, _, _, _) => certificate;
        }

        if (from is not null)
        {
            handler.ConnectCallback = async (context, cancellationToken) =>
            {
                var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
                socket.Bind(new IPEndPoint(from, 0));
                await socket.ConnectAsync(IPAddress.Loopback, context.DnsEndPoint.Port, cancellationToken);
                return new NetworkStream(socket, ownsSocket: true);
            };
        }

        return GrpcChannel.ForAddress(gateway.Url, new GrpcChannelOptions { HttpHandler = handler, DisposeHttpClient = true });
    }

    /// <summary>Who the gateway says the caller is: the principal of a submission of theirs.</summary>
    public static async Task<string> PrincipalAsync(this Gateway gateway, CallOptions options, GrpcChannel? channel = null)
    {
        var request = new SubmitRequest { RequestId = Guid.NewGuid().ToString(), Action = gateway.Isolate(0) };
        return (await new ResponseService.ResponseServiceClient(channel ?? gateway.Channel).SubmitAsync(request, options)).Submission.Principal;
    }

    /// <summary>A watch of everything, read up to its first message: it is open.</summary>
    public static async Task<AsyncServerStreamingCall<WatchSubmissionsResponse>> OpenWatchAsync(this Gateway gateway, CallOptions options, GrpcChannel? channel = null)
    {
        var watch = new ResponseService.ResponseServiceClient(channel ?? gateway.Channel).WatchSubmissions(new WatchSubmissionsRequest(), options);
        if (!await watch.ResponseStream.MoveNext(CancellationToken.None))
        {
            throw new InvalidOperationException("The watch ended at once.");
        }

        return watch;
    }

    /// <summary>Reads an open watch to its end, which is a refusal.</summary>
    public static async Task<Refusal> EndOfAsync(AsyncServerStreamingCall<WatchSubmissionsResponse> watch)
    {
        try
        {
            while (await watch.ResponseStream.MoveNext(CancellationToken.None))
            {
            }
        }
        catch (RpcException exception)
        {
            return Refusal.Of(exception);
        }

        throw new InvalidOperationException("The watch ended without a refusal.");
    }

    /// <summary>Waits until a condition holds, looking a few times a second.</summary>
    public static async Task EventuallyAsync(Func<Task<bool>> condition)
    {
        using var limit = new CancellationTokenSource(Gateway.Patience);
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        while (!await condition())
        {
            await timer.WaitForNextTickAsync(limit.Token);
        }
    }

    private static async Task<Refusal?> RefusalOfAsync(ResponseService.ResponseServiceClient client, CallOptions options)
    {
        try
        {
            await client.GetCapabilitiesAsync(new GetCapabilitiesRequest(), options);
            return null;
        }
        catch (RpcException exception)
        {
            return Refusal.Of(exception);
        }
    }
}
