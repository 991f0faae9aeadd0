using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Text;
using EdrGrpc.IntegrationTests.Support;

namespace EdrGrpc.IntegrationTests.Authentication;

/// <summary>A TLS connection to a gateway, for bytes that no client library sends.</summary>
internal static class RawTls
{
    public static async Task<SslStream> ConnectAsync(Gateway gateway, SslApplicationProtocol protocol)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(IPAddress.Loopback, new Uri(gateway.Url).Port);
        using var handler = gateway.CreateHandler();
        var ssl = new SslStream(new NetworkStream(socket, ownsSocket: true), leaveInnerStreamOpen: false);
        await ssl.AuthenticateAsClientAsync(new SslClientAuthenticationOptions
        {
            TargetHost = "localhost",
            ApplicationProtocols = [protocol],
            RemoteCertificateValidationCallback = handler.SslOptions.RemoteCertificateValidationCallback,
        });
        return ssl;
    }

    /// <summary>Status of the answer to an HTTP/1.1 request; 0 if the server hung up without one.</summary>
    public static async Task<int> StatusAsync(Gateway gateway, byte[] request)
    {
        await using var ssl = await ConnectAsync(gateway, SslApplicationProtocol.Http11);
        await ssl.WriteAsync(request);
        var answer = Encoding.Latin1.GetString(await ReadToEndAsync(ssl));
        return answer.StartsWith("HTTP/1.1 ", StringComparison.Ordinal) ? int.Parse(answer.AsSpan(9, 3)) : 0;
    }

    /// <summary>Everything until the server hangs up.</summary>
    public static async Task<byte[]> ReadToEndAsync(Stream stream)
    {
        using var limit = new CancellationTokenSource(Gateway.Patience);
        using var all = new MemoryStream();
        try
        {
            await stream.CopyToAsync(all, limit.Token);
        }
        catch (IOException)
        {
            // Hung up in the middle.
        }

        return all.ToArray();
    }
}
