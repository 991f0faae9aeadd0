using System.Net.Security;
using System.Text;
using EdrGrpc.IntegrationTests.Support;
using Xunit;

namespace EdrGrpc.IntegrationTests.Authentication;

/// <summary>Clients that begin something and do not go on (slowloris): the server hangs up by itself.</summary>
public sealed class SlowClientTests
{
    private const string Submit = "/edr.response.v1.ResponseService/Submit";

    // All at once: each takes as long as the limit it runs into.
    [Fact]
    public async Task WhoDoesNotGoOn_IsHungUpOn()
    {
        await using var guarded = await GuardedGateway.StartAsync(Callers.Policy);
        await Task.WhenAll(HeadersOfHttp1Async(guarded.Gateway), HeadersOfHttp2Async(guarded.Gateway), HandshakeAsync(guarded.Gateway), BodyOfJsonAsync(guarded), BodyOfGrpcAsync(guarded));
        Assert.Null(await guarded.Gateway.CallAsync(await guarded.SecretAsync("alice")));
    }

    private static async Task HeadersOfHttp1Async(Gateway gateway)
    {
        await using var ssl = await RawTls.ConnectAsync(gateway, SslApplicationProtocol.Http11);
        await ssl.WriteAsync("GET /v1/capabilities HTTP/1.1\r\nHost: localhost\r\nX-Slow: "u8.ToArray());
        Assert.StartsWith("HTTP/1.1 408", Encoding.ASCII.GetString(await RawTls.ReadToEndAsync(ssl)), StringComparison.Ordinal);
    }

    private static async Task HeadersOfHttp2Async(Gateway gateway)
    {
        await using var attacker = await Http2Attacker.ConnectAsync(gateway);
        await attacker.WriteAsync(Http2Attacker.Frame(Http2Attacker.Headers, 0, 1, Http2Attacker.CallHeaders(Submit)));
        var end = attacker.UntilAsync(Http2Attacker.Ping);

        // Going on with nothing is not going on.
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(200));
        try
        {
            while (!end.IsCompleted && await timer.WaitForNextTickAsync())
            {
                await attacker.WriteAsync(Http2Attacker.Frame(Http2Attacker.Continuation, 0, 1, []));
            }
        }
        catch (IOException)
        {
            // Hung up.
        }

        Assert.Null(await end);
    }

    private static async Task HandshakeAsync(Gateway gateway)
    {
        using var socket = new System.Net.Sockets.Socket(System.Net.Sockets.SocketType.Stream, System.Net.Sockets.ProtocolType.Tcp);
        await socket.ConnectAsync(System.Net.IPAddress.Loopback, new Uri(gateway.Url).Port);
        await socket.SendAsync((byte[])[22, 3, 1, 2, 0]);
        Assert.Empty(await RawTls.ReadToEndAsync(new System.Net.Sockets.NetworkStream(socket)));
    }

    private static async Task BodyOfGrpcAsync(GuardedGateway guarded)
    {
        await using var attacker = await Http2Attacker.ConnectAsync(guarded.Gateway);
        var headers = Http2Attacker.CallHeaders(Submit, ("authorization", "Bearer " + await guarded.SecretAsync("alice")));
        await attacker.WriteAsync((byte[])[
            .. Http2Attacker.Frame(Http2Attacker.Headers, Http2Attacker.EndHeaders, 1, headers), .. Http2Attacker.Frame(Http2Attacker.Data, 0, 1, [0, 0, 1, 0, 0, 10])]);
        await attacker.UntilAsync(Http2Attacker.ResetStream, 1);
    }

    private static async Task BodyOfJsonAsync(GuardedGateway guarded)
    {
        await using var ssl = await RawTls.ConnectAsync(guarded.Gateway, SslApplicationProtocol.Http11);
        var head = $"POST /v1/submissions HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nAuthorization: Bearer {await guarded.SecretAsync("alice")}\r\nContent-Length: 1000\r\n\r\n{{";
        await ssl.WriteAsync(Encoding.ASCII.GetBytes(head));
        Assert.DoesNotContain("200 OK", Encoding.ASCII.GetString(await RawTls.ReadToEndAsync(ssl)), StringComparison.Ordinal);
    }
}
