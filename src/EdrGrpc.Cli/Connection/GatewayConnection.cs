using System.CommandLine;
using System.Net;
using System.Net.Sockets;
using EdrGrpc.Cli.Settings;
using EdrGrpc.Contract.V1;
using Grpc.Core;
using Grpc.Net.Client;

namespace EdrGrpc.Cli.Connection;

/// <summary>The channel to the gateway and the options of every call.</summary>
internal sealed class GatewayConnection : IDisposable
{
    private static readonly TimeSpan DefaultTimeout = TimeSpan.FromSeconds(30);

    // A thousand names may have to be resolved.
    private static readonly TimeSpan DefaultBatchTimeout = TimeSpan.FromMinutes(5);

    // A page of 1,000 submissions with long paths is larger than gRPC's default of 4 MiB.
    private const int MaxAnswerBytes = 256 * 1024 * 1024;

    private readonly GrpcChannel _channel;
    private readonly Metadata _headers = [];

    private GatewayConnection(ConnectionSettings settings)
    {
        Settings = settings;
        var handler = new SocketsHttpHandler
        {
            SslOptions = TrustedCertificates.Options(settings),
            EnableMultipleHttp2Connections = true,
            KeepAlivePingDelay = TimeSpan.FromSeconds(20),
            KeepAlivePingTimeout = TimeSpan.FromSeconds(20),
            ConnectTimeout = TimeSpan.FromSeconds(10),
        };
        if (settings.LoopbackOnly)
        {
            handler.UseProxy = false;
            handler.ConnectCallback = ConnectToThisMachineAsync;
        }

        _channel = GrpcChannel.ForAddress(settings.Address, new GrpcChannelOptions
        {
            HttpHandler = handler,
            DisposeHttpClient = true,
            MaxReceiveMessageSize = MaxAnswerBytes,
        });
        if (settings.Token is not null)
        {
            _headers.Add("authorization", $"Bearer {settings.Token}");
        }
    }

    public ConnectionSettings Settings { get; }

    public ResponseService.ResponseServiceClient Responses => new(_channel);

    public KscService.KscServiceClient Ksc => new(_channel);

    public AdminService.AdminServiceClient Admin => new(_channel);

    public static GatewayConnection Open(ParseResult parse) => new(ConnectionSettings.From(parse));

    /// <summary>Options of a call with an end.</summary>
    public CallOptions Call(CancellationToken cancellation) => Call(DefaultTimeout, cancellation);

    /// <summary>Options of a batch.</summary>
    public CallOptions BatchCall(CancellationToken cancellation) => Call(DefaultBatchTimeout, cancellation);

    /// <summary>Options of a stream that lasts as long as it must.</summary>
    public CallOptions Stream(CancellationToken cancellation) => new(_headers, cancellationToken: cancellation);

    public void Dispose() => _channel.Dispose();

    private CallOptions Call(TimeSpan limit, CancellationToken cancellation) =>
        new(_headers, TimeProvider.System.GetUtcNow().UtcDateTime + (Settings.Timeout ?? limit), cancellation);

    // A name such as "localhost" says nothing about where it leads; the address it resolves to does.
    private static async ValueTask<Stream> ConnectToThisMachineAsync(SocketsHttpConnectionContext context, CancellationToken cancellation)
    {
        var addresses = await Dns.GetHostAddressesAsync(context.DnsEndPoint.Host, cancellation);
        var loopback = addresses.Where(IPAddress.IsLoopback).ToArray();
        if (loopback.Length == 0)
        {
            throw new IOException($"{context.DnsEndPoint.Host} is not this machine, and plaintext goes to this machine only");
        }

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(loopback, context.DnsEndPoint.Port, cancellation);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
