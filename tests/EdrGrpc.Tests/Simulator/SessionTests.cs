using System.Net;
using EdrGrpc.Ksc.Simulator;
using Xunit;

namespace EdrGrpc.Tests.Simulator;

public sealed class SessionTests
{
    [Fact]
    public async Task Call_WithoutLogin_Is401Text()
    {
        await using var server = await TestServer.StartAsync(login: false);
        var answer = await server.Client.SendAsync("HostGroup.GroupIdGroups", "{}");
        Assert.Equal(HttpStatusCode.Unauthorized, answer.Status);
        Assert.Equal("text/plain", answer.ContentHeaders.ContentType!.MediaType);
    }

    [Fact]
    public async Task UnknownToken_Is403()
    {
        await using var server = await TestServer.StartAsync(login: false);
        server.Client.Token = "nQ2x7vK0pT5mZc8LrB1yHdA==";
        Assert.Equal(HttpStatusCode.Forbidden, (await server.Client.SendAsync("Session.Ping", "{}")).Status);
    }

    [Fact]
    public async Task Token_WorksOverParallelConnections()
    {
        await using var server = await TestServer.StartAsync();
        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => server.Client.CallAsync("Session.Ping")));
        Assert.Equal(20, server.Simulator.CallCount("Session.Ping"));
        Assert.Equal(1, server.Simulator.LoginAttempts);
    }

    [Fact]
    public async Task ConnectionLogin_HoldsForThatConnectionOnly()
    {
        await using var server = await TestServer.StartAsync(login: false);
        var login = await server.Client.SendAsync("login", "", WireClient.Basic(), virtualServer: "");
        Assert.Equal("{}", login.Text);
        Assert.Equal("""{"PxgRetVal":0}""", await server.Client.TextAsync("HostGroup.GroupIdGroups"));
        using var other = new WireClient(server.Simulator);
        Assert.Equal(HttpStatusCode.Unauthorized, (await other.SendAsync("Session.Ping", "{}")).Status);
    }

    [Fact]
    public async Task ConnectionLogin_EndsWithItsConnection()
    {
        await using var server = await TestServer.StartAsync(login: false);
        await server.Client.SendAsync("login", "{}", WireClient.Basic());
        using (server.Simulator.Faults.On("Session.Ping").DropBefore())
        {
            await Assert.ThrowsAsync<HttpRequestException>(() => server.Client.SendAsync("Session.Ping", "{}"));
        }

        Assert.Equal(HttpStatusCode.Unauthorized, (await server.Client.SendAsync("Session.Ping", "{}")).Status);
    }

    [Fact]
    public async Task EndSession_MakesTheNextCall403()
    {
        await using var server = await TestServer.StartAsync();
        Assert.Equal("{}", await server.Client.TextAsync("Session.EndSession"));
        Assert.Equal(HttpStatusCode.Forbidden, (await server.Client.SendAsync("Session.Ping", "{}")).Status);
        Assert.Equal(0, server.Simulator.OpenSessions);
    }

    [Fact]
    public async Task IdleSession_ExpiresAfterLimit71_PingKeepsIt()
    {
        await using var server = await TestServer.StartAsync(o => o.SessionIdleLimit = TimeSpan.FromSeconds(180));
        Assert.Equal("""{"PxgRetVal":180}""", await server.Client.TextAsync("Limits.GetLimits", new { param = 71 }));
        for (var i = 0; i < 3; i++)
        {
            server.Time.Advance(TimeSpan.FromSeconds(179));
            await server.Client.CallAsync("Session.Ping");
        }

        server.Time.Advance(TimeSpan.FromSeconds(181));
        Assert.Equal(HttpStatusCode.Forbidden, (await server.Client.SendAsync("Session.Ping", "{}")).Status);
    }

    [Fact]
    public async Task Session_ExpiresAfterLimit70_EvenWhenUsed()
    {
        await using var server = await TestServer.StartAsync(o => o.SessionLifetime = TimeSpan.FromMinutes(4));
        Assert.Equal("""{"PxgRetVal":240}""", await server.Client.TextAsync("Limits.GetLimits", new { param = 70 }));
        server.Time.Advance(TimeSpan.FromMinutes(2));
        await server.Client.CallAsync("Session.Ping");
        server.Time.Advance(TimeSpan.FromMinutes(2.1));
        Assert.Equal(HttpStatusCode.Forbidden, (await server.Client.SendAsync("Session.Ping", "{}")).Status);
    }

    [Fact]
    public async Task ExpireAndDrop_EndAllSessions_AndANewLoginWorks()
    {
        await using var server = await TestServer.StartAsync();
        server.Simulator.ExpireAllSessions();
        Assert.Equal(HttpStatusCode.Forbidden, (await server.Client.SendAsync("Session.Ping", "{}")).Status);
        server.Client.Token = null;
        await server.Client.StartSessionAsync();
        await server.Client.CallAsync("Session.Ping");
        server.Simulator.DropSessions();
        Assert.Equal(0, server.Simulator.OpenSessions);
    }

    [Fact]
    public async Task OneTimeToken_WorksOnceAndForThreeMinutes()
    {
        await using var server = await TestServer.StartAsync();
        var first = (await server.Client.CallAsync("Session.CreateToken")).GetProperty("PxgRetVal").GetString();
        var second = (await server.Client.CallAsync("Session.CreateToken")).GetProperty("PxgRetVal").GetString();
        using var other = new WireClient(server.Simulator);
        await other.StartSessionAsync("KSCT " + first);
        Assert.Equal(HttpStatusCode.Unauthorized, (await other.SendAsync("Session.StartSession", "{}", "KSCT " + first)).Status);
        server.Time.Advance(TimeSpan.FromMinutes(3.1));
        Assert.Equal(HttpStatusCode.Unauthorized, (await other.SendAsync("Session.StartSession", "{}", "KSCT " + second)).Status);
    }

    [Theory]
    [InlineData("KSCBasic user=plain, pass=plain")]
    [InlineData("KSCBasic user=\"not base64!\", pass=\"x\"")]
    [InlineData("KSCBasic user=\"ZWRyLWdhdGV3YXk=\"")]
    [InlineData("KSCBasic")]
    [InlineData("NTLM TlRMTVNTUAAB")]
    [InlineData("Basic ZWRyOnB3")]
    public async Task MalformedOrUnknownAuthorization_Is401(string authorization)
    {
        await using var server = await TestServer.StartAsync(login: false);
        Assert.Equal(HttpStatusCode.Unauthorized, (await server.Client.SendAsync("Session.StartSession", "{}", authorization)).Status);
    }

    [Fact]
    public async Task WrongAccountKind_IsRefused_AbsentKindIsNot()
    {
        await using var server = await TestServer.StartAsync(login: false);
        Assert.Equal(HttpStatusCode.Unauthorized, (await server.Client.SendAsync("login", "{}", WireClient.Basic(suffix: ", internal=\"0\""))).Status);
        Assert.Equal(HttpStatusCode.OK, (await server.Client.SendAsync("login", "{}", WireClient.Basic(suffix: null))).Status);
        Assert.Equal(HttpStatusCode.OK, (await server.Client.SendAsync("login", "{}", WireClient.Basic(suffix: ", domain=\"\", internal=\"1\""))).Status);
    }

    [Fact]
    public async Task WrongPassword_CanBe403()
    {
        await using var server = await TestServer.StartAsync(o => o.ReturnForbiddenOnBadPassword = true, login: false);
        Assert.Equal(HttpStatusCode.Forbidden, (await server.Client.SendAsync("login", "{}", WireClient.Basic(password: "wrong"))).Status);
    }

    [Fact]
    public async Task Lockout_AfterTheLimit_RefusesTheRightPasswordUntilUnlockedOrOver()
    {
        await using var server = await TestServer.StartAsync(o => o.LockoutAfter = 3, login: false);
        await FailAsync(server, 3);
        Assert.Equal(2013, await BlockedAsync(server));
        server.Simulator.UnlockAccount();
        await server.Client.StartSessionAsync();

        await FailAsync(server, 3);
        Assert.Equal(2013, await BlockedAsync(server));
        server.Time.Advance(TimeSpan.FromHours(1));
        await server.Client.StartSessionAsync();
        Assert.Equal(10, server.Simulator.LoginAttempts);
    }

    [Fact]
    public async Task Lockout_CountsFailuresInARowOnly()
    {
        await using var server = await TestServer.StartAsync(o => o.LockoutAfter = 3, login: false);
        await FailAsync(server, 2);
        await server.Client.StartSessionAsync();
        await FailAsync(server, 2);
        await server.Client.StartSessionAsync();
    }

    [Fact]
    public async Task VirtualServer_IsChosenByName()
    {
        await using var server = await TestServer.StartAsync(o => o.VirtualServers = ["vksc2"], login: false);
        Assert.Equal(HttpStatusCode.Forbidden, (await server.Client.SendAsync("login", "{}", WireClient.Basic(), virtualServer: WireClient.Base64("other"))).Status);
        Assert.Equal(HttpStatusCode.OK, (await server.Client.SendAsync("login", "{}", WireClient.Basic(), virtualServer: "dmtzYzI=")).Status);
        var info = await server.Client.CallAsync("HostGroup.GetStaticInfo", new { pValues = new[] { "KLADMSRV_IS_VIRTUAL" } });
        Assert.True(info.GetProperty("PxgRetVal").GetProperty("KLADMSRV_IS_VIRTUAL").GetBoolean());
    }

    private static async Task FailAsync(TestServer server, int times)
    {
        for (var i = 0; i < times; i++)
        {
            Assert.Equal(HttpStatusCode.Unauthorized, (await server.Client.SendAsync("login", "{}", WireClient.Basic(password: "wrong"))).Status);
        }
    }

    private static async Task<int> BlockedAsync(TestServer server)
    {
        var answer = await server.Client.SendAsync("login", "{}", WireClient.Basic());
        Assert.Equal(HttpStatusCode.OK, answer.Status);
        return answer.Json.GetProperty("PxgError").GetProperty("code").GetInt32();
    }
}
