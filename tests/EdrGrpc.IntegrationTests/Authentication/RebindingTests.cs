using System.Net;
using System.Text;
using EdrGrpc.IntegrationTests.Hostile;
using EdrGrpc.IntegrationTests.Support;
using Xunit;

namespace EdrGrpc.IntegrationTests.Authentication;

/// <summary>A web page that reaches the loopback port under a name of its own, with good credentials in hand. Plain JSON without TLS is in WebTests.</summary>
public sealed class RebindingTests(RebindingTests.Fixture shared) : IClassFixture<RebindingTests.Fixture>
{
    private Gateway Gateway => shared.Guarded.Gateway;

    [Theory]
    [InlineData("localhost", 200)]
    [InlineData("LOCALHOST:1", 200)]
    [InlineData("[::1]:1", 200)]
    [InlineData("evil.example", 403)]
    [InlineData("evil.example:5000", 403)]
    [InlineData("localhost.evil.example", 403)]
    [InlineData("127.0.0.1.evil.example", 403)]
    [InlineData("0.0.0.0", 403)]
    [InlineData("192.0.2.1", 403)]
    [InlineData("*", 400)]
    [InlineData("", 403)]
    [InlineData("localhost@evil.example", 400)]
    [InlineData("localhost/evil.example", 400)]
    [InlineData("localhost\r\nHost: evil.example", 400)]
    [InlineData("evil.example\r\nX-Forwarded-Host: localhost", 403)]
    [InlineData("evil.example\r\nForwarded: host=localhost", 403)]
    public async Task HostOfHttp1_IsLoopbacks(string host, int expected)
    {
        var json = $"GET /v1/capabilities HTTP/1.1\r\nHost: {host}\r\nAuthorization: Bearer {await TokenAsync()}\r\nConnection: close\r\n\r\n";
        Assert.Equal(expected, await RawTls.StatusAsync(Gateway, Encoding.ASCII.GetBytes(json)));

        var web = $"POST /edr.response.v1.ResponseService/GetCapabilities HTTP/1.1\r\nHost: {host}\r\nAuthorization: Bearer {await TokenAsync()}\r\nConnection: close\r\n"
            + "Content-Type: application/grpc-web\r\nContent-Length: 5\r\n\r\n\0\0\0\0\0";
        Assert.Equal(expected, await RawTls.StatusAsync(Gateway, Encoding.ASCII.GetBytes(web)));
    }

    [Theory]
    [InlineData("localhost", HttpStatusCode.OK)]
    [InlineData("evil.example", HttpStatusCode.Forbidden)]
    [InlineData("localhost.evil.example", HttpStatusCode.Forbidden)]
    public async Task AuthorityOfHttp2_IsLoopbacks(string authority, HttpStatusCode expected)
    {
        using var raw = new RawClient(Gateway);
        var answer = await raw.SendAsync(
            "/edr.response.v1.ResponseService/GetCapabilities", RawClient.Frame([]), headers: [("host", authority), ("authorization", "Bearer " + await TokenAsync())]);
        Assert.Equal(expected, answer.Http);
    }

    // A further name takes none of the loopback names away: probes and programs on this machine use them.
    [Fact]
    public async Task AllowedHosts_AreServedAsWell()
    {
        await using var guarded = await GuardedGateway.StartAsync(Callers.Policy, settings: new(StringComparer.Ordinal) { ["AllowedHosts"] = "gateway.example" });
        var token = await guarded.SecretAsync("alice");
        foreach (var (host, expected) in new[]
        {
            ("gateway.example", 200), ("localhost", 200), ("127.0.0.1", 200), ("[::1]", 200), ("evil.example", 400), ("gateway.example.evil.example", 400),
        })
        {
            var request = $"GET /v1/capabilities HTTP/1.1\r\nHost: {host}\r\nAuthorization: Bearer {token}\r\nConnection: close\r\n\r\n";
            Assert.Equal((host, expected), (host, await RawTls.StatusAsync(guarded.Gateway, Encoding.ASCII.GetBytes(request))));
        }
    }

    // The browser asks first; it must not be told that it may.
    [Theory]
    [InlineData("OPTIONS", "application/json")]
    [InlineData("POST", "application/grpc-web")]
    [InlineData("POST", "application/grpc-web-text")]
    [InlineData("POST", "application/json")]
    [InlineData("POST", "text/plain")]
    public async Task ForeignOrigin_IsRefused_AndNoOriginIsAllowedByHeader(string method, string contentType)
    {
        using var http = new HttpClient(Gateway.CreateHandler()) { BaseAddress = new Uri(Gateway.Url) };
        foreach (var origin in new[] { "https://evil.example", "null", "https://localhost.evil.example", "https://127.0.0.1@evil.example", "file://" })
        {
            using var request = new HttpRequestMessage(new HttpMethod(method), "/v1/submissions") { Content = new ByteArrayContent("{}"u8.ToArray()) };
            request.Headers.Add("Origin", origin);
            request.Headers.Add("Access-Control-Request-Method", "POST");
            request.Headers.Add("Access-Control-Request-Headers", "authorization");
            request.Headers.Authorization = new("Bearer", await TokenAsync());
            request.Content.Headers.ContentType = new(contentType);

            using var response = await http.SendAsync(request, TestContext.Current.CancellationToken);

            Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
            Assert.DoesNotContain(response.Headers, header => header.Key.StartsWith("Access-Control-", StringComparison.OrdinalIgnoreCase));
        }
    }

    private Task<string> TokenAsync() => shared.Guarded.SecretAsync("alice");

    public sealed class Fixture : IAsyncLifetime
    {
        internal GuardedGateway Guarded { get; private set; } = null!;

        public async ValueTask InitializeAsync() => Guarded = await GuardedGateway.StartAsync(Callers.Policy);

        public ValueTask DisposeAsync() => Guarded.DisposeAsync();
    }
}
