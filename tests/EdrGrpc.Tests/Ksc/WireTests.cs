using System.IO.Compression;
using System.Net;
using System.Text;
using EdrGrpc.Ksc;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace EdrGrpc.Tests.Ksc;

/// <summary>Headers and encodings, byte by byte.</summary>
public sealed class WireTests
{
    [Fact(Timeout = 60_000)]
    public async Task Requests_HaveTheDocumentedHeaders()
    {
        await using var server = new RawServer();
        server.Serve(_ => RawServer.Json("{}"));
        await using (var client = Create(server.Options with { User = "api-user", Password = () => "password", VirtualServer = "vksc2" }))
        {
            await client.PingAsync(TestContext.Current.CancellationToken);
        }

        var requests = server.Requests.ToArray();
        Assert.Equal("Session.StartSession Session.Ping Session.EndSession", string.Join(' ', requests.Select(request => request.Method)));
        Assert.Equal("KSCBasic user=\"YXBpLXVzZXI=\", pass=\"cGFzc3dvcmQ=\", internal=\"1\"", requests[0].Headers["Authorization"]);
        Assert.Equal("dmtzYzI=", requests[0].Headers["X-KSC-VServer"]);
        Assert.False(requests[0].Headers.ContainsKey("X-KSC-Session"));
        foreach (var request in requests)
        {
            Assert.Equal($"POST /api/v1.0/{request.Method} HTTP/1.1", request.RequestLine);
            Assert.Equal("application/json", request.Headers["Content-Type"]);
            Assert.Equal("{}", request.Text);
            Assert.Equal("gzip, deflate", request.Headers["Accept-Encoding"]);
            Assert.Matches("^[0-9A-F]{16}_[0-9A-F]{16}$", request.Headers["X-KSC-RequestId"]);
            Assert.False(request.Headers.ContainsKey("traceparent"));
        }

        Assert.All(requests.Skip(1), request =>
        {
            Assert.Equal("nTokenTokenToken==", request.Headers["X-KSC-Session"]);
            Assert.False(request.Headers.ContainsKey("Authorization"));
            Assert.False(request.Headers.ContainsKey("X-KSC-VServer"));
        });
        Assert.Equal(1, server.ConnectionCount);
    }

    [Theory]
    [InlineData(false, "domain=\"CORP\"")]
    [InlineData(true, "domain=\"Q09SUA==\"")]
    public void Authorization_DomainAccount_AsConfigured(bool base64, string expected)
    {
        var header = AuthorizationHeader.Create(new() { InternalUser = false, Domain = "CORP", DomainAsBase64 = base64 }, "u", "p");

        Assert.Equal($"KSCBasic user=\"dQ==\", pass=\"cA==\", {expected}, internal=\"0\"", header);
    }

    [Theory(Timeout = 60_000)]
    [InlineData("gzip")]
    [InlineData("deflate")]
    public async Task CompressedAnswer_IsRead(string encoding)
    {
        await using var server = new RawServer();
        server.Serve(_ => RawServer.Reply(200, Compress(encoding, "{\"PxgRetVal\":true}"), $"Content-Encoding: {encoding}\r\n"));
        await using var client = Create(server.Options);

        Assert.True(await client.IsServiceConsoleAvailableAsync(TestContext.Current.CancellationToken));
    }

    [Fact(Timeout = 60_000)]
    public async Task CompressedAnswer_BrokenOrTooLarge_IsTransportError()
    {
        await using var server = new RawServer();
        await using var client = Create(server.Options with { MaxResponseBytes = 100_000 });

        server.Serve(_ => RawServer.Reply(200, [1, 2, 3], "Content-Encoding: gzip\r\n"));
        await Assert.ThrowsAsync<KscTransportException>(() => client.IsServiceConsoleAvailableAsync(TestContext.Current.CancellationToken));
        server.Serve(_ => RawServer.Reply(200, Compress("gzip", new string(' ', 1_000_000)), "Content-Encoding: gzip\r\n"));
        var e = await Assert.ThrowsAsync<KscTransportException>(() => client.IsServiceConsoleAvailableAsync(TestContext.Current.CancellationToken));
        Assert.Contains("MaxResponseBytes", e.Message, StringComparison.Ordinal);
    }

    [Theory(Timeout = 60_000)]
    [InlineData("::1")]
    [InlineData("[::1]")]
    public async Task Ipv6_WithOrWithoutBrackets_Connects(string host)
    {
        await using var server = new RawServer(IPAddress.IPv6Loopback);
        server.Serve(_ => RawServer.Json("{}"));
        await using var client = Create(server.Options with { Host = host });

        await client.PingAsync(TestContext.Current.CancellationToken);

        Assert.StartsWith("[::1]:", server.Requests.First().Headers["Host"], StringComparison.Ordinal);
    }

    [Fact(Timeout = 60_000)]
    public async Task Redirect_IsNotFollowed()
    {
        await using var server = new RawServer();
        server.Serve(_ => RawServer.Reply(302, [], "Location: https://127.0.0.1:1/\r\n"));
        await using var client = Create(server.Options);

        var e = await Assert.ThrowsAsync<KscTransportException>(() => client.IsServiceConsoleAvailableAsync(TestContext.Current.CancellationToken));

        Assert.Equal(HttpStatusCode.Redirect, e.Status);
    }

    private static KscClient Create(KscConnectionOptions options) => new(options, new FakeTimeProvider(), new CapturedLogs());

    private static byte[] Compress(string encoding, string text)
    {
        using var output = new MemoryStream();
        using (Stream stream = string.Equals(encoding, "gzip", StringComparison.Ordinal) ? new GZipStream(output, CompressionMode.Compress) : new ZLibStream(output, CompressionMode.Compress))
        {
            stream.Write(Encoding.UTF8.GetBytes(text));
        }

        return output.ToArray();
    }
}
