using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using EdrGrpc.Ksc.Simulator;
using Xunit;

namespace EdrGrpc.Tests.Simulator;

public sealed class TransportTests
{
    [Fact]
    public async Task Answer_NamesTheSimulatorInTheServerHeader()
    {
        await using var server = await TestServer.StartAsync();
        var answer = await server.Client.SendAsync("Session.Ping", "{}");
        Assert.Equal("EDRGRPC-KSC-SIMULATOR", answer.Headers.Server.ToString());
        Assert.Equal("{}", answer.Text);
    }

    [Fact]
    public async Task DateHeader_ShowsTheSkewedServerClock()
    {
        await using var server = await TestServer.StartAsync(o => o.ClockSkew = TimeSpan.FromMinutes(-7));
        var answer = await server.Client.SendAsync("Session.Ping", "{}");
        Assert.Equal(TestServer.Start.AddMinutes(-7), answer.Headers.Date);
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("{")]
    [InlineData("{} {}")]
    [InlineData("nonsense")]
    public async Task Body_ThatIsNoJsonObject_Is400Text(string body)
    {
        await using var server = await TestServer.StartAsync();
        var answer = await server.Client.SendAsync("Session.Ping", body);
        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Equal("text/plain", answer.ContentHeaders.ContentType!.MediaType);
    }

    [Fact]
    public async Task EmptyBody_IsAnEmptyObject()
    {
        await using var server = await TestServer.StartAsync();
        Assert.Equal("""{"PxgRetVal":0}""", (await server.Client.SendAsync("HostGroup.GroupIdGroups", "")).Text);
    }

    [Theory]
    [InlineData("application/json; charset=utf-8", HttpStatusCode.OK)]
    [InlineData("text/json", HttpStatusCode.UnsupportedMediaType)]
    public async Task ContentType_MustBeJson(string type, HttpStatusCode expected)
    {
        await using var server = await TestServer.StartAsync();
        Assert.Equal(expected, (await server.Client.SendAsync("Session.Ping", "{}", contentType: type)).Status);
    }

    [Fact]
    public async Task Get_Is405_AndOtherPathsAre404()
    {
        await using var server = await TestServer.StartAsync();
        using var get = new HttpRequestMessage(HttpMethod.Get, "/api/v1.0/Session.Ping");
        using var other = new HttpRequestMessage(HttpMethod.Post, "/other");
        Assert.Equal(HttpStatusCode.MethodNotAllowed, (await server.Client.SendAsync(get)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await server.Client.SendAsync(other)).Status);
    }

    [Fact]
    public async Task ChunkedRequest_IsAccepted()
    {
        await using var server = await TestServer.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1.0/HostGroup.GroupIdSuper") { Content = new ByteArrayContent("{}"u8.ToArray()) };
        request.Headers.TransferEncodingChunked = true;
        request.Headers.Add("X-KSC-Session", server.Client.Token);
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        Assert.Equal(HttpStatusCode.OK, (await server.Client.SendAsync(request)).Status);
    }

    [Theory]
    [InlineData(null, null)]
    [InlineData("gzip", "gzip")]
    [InlineData("deflate", "deflate")]
    public async Task Compression_OnlyWhenAsked(string? accepted, string? expected)
    {
        await using var server = await TestServer.StartAsync();
        var answer = await server.Client.SendAsync("HostGroup.GetStaticInfo", """{"pValues":null}""", acceptEncoding: accepted);
        Assert.Equal(expected, answer.ContentHeaders.ContentEncoding.SingleOrDefault());
        using var packed = new MemoryStream(answer.Bytes);
        using Stream plain = accepted switch
        {
            "gzip" => new GZipStream(packed, CompressionMode.Decompress),
            "deflate" => new ZLibStream(packed, CompressionMode.Decompress),
            _ => packed,
        };
        using var reader = new StreamReader(plain, Encoding.UTF8);
        Assert.StartsWith("{\"PxgRetVal\":{", await reader.ReadToEndAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Body_OverLimit49_IsLimitViolationNamingTheLimit()
    {
        await using var server = await TestServer.StartAsync(o => o.JsonBodyLimit = 1000);
        Assert.Equal("""{"PxgRetVal":1000}""", await server.Client.TextAsync("Limits.GetLimits", new { param = 49 }));
        var answer = await server.Client.SendAsync("Session.Ping", "{\"x\":\"" + new string('x', 1000) + "\"}");
        Assert.Equal(1229, answer.Json.GetProperty("PxgError").GetProperty("code").GetInt32());
        Assert.Equal(49, answer.Json.GetProperty("PxgError").GetProperty("subcode").GetInt32());
    }

    [Fact]
    public async Task UnknownMethod_Is1194_AndNamesAreCaseSensitive()
    {
        await using var server = await TestServer.StartAsync();
        Assert.Equal(1194, await server.Client.ErrorAsync("HostGroup.Nonsense"));
        Assert.Equal(1194, await server.Client.ErrorAsync("session.ping"));
    }

    [Fact]
    public async Task IPv6Loopback_Works()
    {
        await using var server = await TestServer.StartAsync(o => o.BindAddress = IPAddress.IPv6Loopback);
        Assert.Equal("::1", server.Simulator.Host);
        await server.Client.CallAsync("Session.Ping");
    }

    [Fact]
    public async Task OtherAddresses_AreRefused() =>
        await Assert.ThrowsAsync<ArgumentException>(() => KscSimulator.StartAsync(new SimulatorOptions { BindAddress = IPAddress.Any }, TestContext.Current.CancellationToken));

    [Fact]
    public async Task Outage_RefusesConnections_AndKeepsPortStateAndTokens()
    {
        await using var server = await TestServer.StartAsync();
        var port = server.Simulator.Port;
        var incident = await server.AddIncidentAsync();
        await server.Simulator.StopListeningAsync();
        await Assert.ThrowsAsync<HttpRequestException>(() => server.Client.CallAsync("Session.Ping"));
        server.Time.Advance(TimeSpan.FromSeconds(1));
        await server.Simulator.StartListeningAsync();
        Assert.Equal(port, server.Simulator.Port);
        await server.Client.CallAsync("Session.Ping");
        Assert.Single(server.Simulator.Tasks.All, task => task.IncidentId == incident);
    }

    [Fact]
    public async Task Outage_BreaksRequestsInFlight()
    {
        await using var server = await TestServer.StartAsync();
        using var gate = server.Simulator.Faults.On("Session.Ping").Gate();
        var call = server.Client.CallAsync("Session.Ping");
        await gate.WaitUntilFiredAsync(cancellationToken: TestContext.Current.CancellationToken);
        await server.Simulator.StopListeningAsync();
        await Assert.ThrowsAsync<HttpRequestException>(() => call);
    }

    [Fact]
    public async Task WrittenCertificate_IsThePemOfTheServer()
    {
        await using var server = await TestServer.StartAsync(login: false);
        var directory = Directory.CreateTempSubdirectory("ksc-simulator-test-");
        try
        {
            var path = server.Simulator.WriteCertificate(directory.FullName);
            using var read = System.Security.Cryptography.X509Certificates.X509Certificate2.CreateFromPem(await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken));
            Assert.Equal(server.Simulator.Certificate.Thumbprint, read.Thumbprint);
            Assert.Contains("SIMULATOR", read.Subject, StringComparison.Ordinal);
        }
        finally
        {
            directory.Delete(recursive: true);
        }
    }
}
