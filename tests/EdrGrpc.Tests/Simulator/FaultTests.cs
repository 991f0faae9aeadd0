using System.Net;
using EdrGrpc.Ksc.Simulator;
using Xunit;

namespace EdrGrpc.Tests.Simulator;

public sealed class FaultTests
{
    private const string AddIncident = "HostGroup.AddIncident";

    [Fact]
    public async Task LoseAnswer_StoresAndBreaksTheConnection_Once()
    {
        await using var server = await TestServer.StartAsync();
        using var fault = server.Simulator.Faults.On(AddIncident).Times(1).LoseAnswer();
        await Assert.ThrowsAsync<HttpRequestException>(() => server.AddIncidentAsync());
        Assert.Single(server.Simulator.Ledger.Of(LedgerKind.IncidentAdded));
        await server.AddIncidentAsync();
        Assert.Equal(1, fault.Fired);
        Assert.Equal(2, server.Simulator.CallCount(AddIncident));
    }

    [Fact]
    public async Task DropBefore_StoresNothing()
    {
        await using var server = await TestServer.StartAsync();
        using (server.Simulator.Faults.On("HostGroup.*").DropBefore())
        {
            await Assert.ThrowsAsync<HttpRequestException>(() => server.AddIncidentAsync());
        }

        Assert.Equal(0, server.Simulator.Ledger.Count);
        Assert.Empty(server.Simulator.Faults.Active);
        await server.AddIncidentAsync();
    }

    [Theory]
    [InlineData(401)]
    [InlineData(403)]
    [InlineData(500)]
    [InlineData(503)]
    public async Task Status_AnswersPlainText(int status)
    {
        await using var server = await TestServer.StartAsync();
        server.Simulator.Faults.On("*").Times(1).Status(status, "why");
        var answer = await server.Client.SendAsync("Session.Ping", "{}");
        Assert.Equal((status, "why"), ((int)answer.Status, answer.Text));
        await server.Client.CallAsync("Session.Ping");
    }

    [Fact]
    public async Task PxgError_WithAndWithoutOptionalMembers()
    {
        await using var server = await TestServer.StartAsync();
        using (server.Simulator.Faults.On("Session.Ping").PxgError(1195, "m", subcode: 1, withLocdata: true, module: "KLX"))
        {
            Assert.Equal(
                """{"PxgError":{"code":1195,"file":"simulator.cpp","line":1,"locdata":{"type":"params","value":{"args":["SIMULATOR"],"format":"m (%1)","format-id":0,"locmodule":""}},"message":"m","module":"KLX","subcode":1}}""",
                await server.Client.TextAsync("Session.Ping"));
        }

        server.Simulator.Faults.On("Session.Ping").PxgError(1195, "m", subcode: null);
        Assert.Equal(
            """{"PxgError":{"code":1195,"file":"simulator.cpp","line":1,"message":"m","module":"KLSTD"}}""", await server.Client.TextAsync("Session.Ping"));
    }

    [Theory]
    [InlineData(FaultPhase.Before, 0)]
    [InlineData(FaultPhase.After, 1)]
    public async Task Gate_HoldsTheRequest_BeforeOrAfterItTakesEffect(FaultPhase phase, int stored)
    {
        await using var server = await TestServer.StartAsync();
        using var gate = server.Simulator.Faults.On(AddIncident).Gate(phase);
        var call = server.AddIncidentAsync();
        await gate.WaitUntilFiredAsync(cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal(stored, server.Simulator.Ledger.Of(LedgerKind.IncidentAdded).Count);
        Assert.False(call.IsCompleted);
        gate.Release();
        await call;
        Assert.Single(server.Simulator.Ledger.Of(LedgerKind.IncidentAdded));
    }

    [Theory]
    [InlineData(FaultPhase.Before, 0)]
    [InlineData(FaultPhase.After, 1)]
    public async Task Delay_RunsOnTheSimulatedClock(FaultPhase phase, int stored)
    {
        await using var server = await TestServer.StartAsync();
        using var delay = server.Simulator.Faults.On(AddIncident).Delay(TimeSpan.FromSeconds(10), phase);
        var call = server.AddIncidentAsync();
        await delay.WaitUntilFiredAsync(cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal(stored, server.Simulator.Ledger.Of(LedgerKind.IncidentAdded).Count);
        server.Time.Advance(TimeSpan.FromSeconds(10));
        await call;
    }

    [Fact]
    public async Task ProcessLate_LosesTheAnswerNow_AndStoresLater()
    {
        await using var server = await TestServer.StartAsync();
        server.Simulator.Faults.On(AddIncident).Times(1).ProcessLate(TimeSpan.FromSeconds(20));
        await Assert.ThrowsAsync<HttpRequestException>(() => server.AddIncidentAsync());
        Assert.Equal(0, server.Simulator.Ledger.Count);
        server.Simulator.ExpireAllSessions();
        server.Time.Advance(TimeSpan.FromSeconds(20));
        Assert.Equal(TestServer.Start.AddSeconds(20), Assert.Single(server.Simulator.Ledger.Of(LedgerKind.IncidentAdded)).Time);
    }

    [Theory]
    [InlineData(FaultPhase.Before, 0)]
    [InlineData(FaultPhase.After, 1)]
    public async Task GarbageBody_Is200WithoutJson(FaultPhase phase, int stored)
    {
        await using var server = await TestServer.StartAsync();
        server.Simulator.Faults.On(AddIncident).GarbageBody(phase: phase);
        var answer = await server.Client.SendAsync(AddIncident, System.Text.Json.JsonSerializer.Serialize(TestServer.Incident(server.HostId, "b")));
        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.StartsWith("<html>", answer.Text, StringComparison.Ordinal);
        Assert.Equal(stored, server.Simulator.Ledger.Of(LedgerKind.IncidentAdded).Count);
    }

    [Fact]
    public async Task ExpireAccessor_KillsItBetweenChunks()
    {
        await using var server = await TestServer.StartAsync();
        var found = await server.Client.CallAsync("HostGroup.FindHosts", """{"wstrFilter":"","vecFieldsToReturn":["KLHST_WKS_DN"],"lMaxLifeTime":60}""");
        var strAccessor = found.GetProperty("strAccessor").GetString();
        server.Simulator.Faults.On("ChunkAccessor.GetItemsChunk").Skip(1).ExpireAccessor();
        await server.Client.CallAsync("ChunkAccessor.GetItemsChunk", new { strAccessor, nStart = 0, nCount = 5 });
        Assert.Equal(1186, await server.Client.ErrorAsync("ChunkAccessor.GetItemsChunk", new { strAccessor, nStart = 5, nCount = 5 }));
    }

    [Fact]
    public async Task Conditions_SelectTheRequest()
    {
        await using var server = await TestServer.StartAsync();
        var other = server.Simulator.Hosts.All[1].Id;
        using var fault = server.Simulator.Faults.On(AddIncident)
            .When(call => call.Arguments.GetProperty("pData").GetProperty("KLHST_WKS_HOSTNAME").GetString() == other).DropBefore();
        await server.AddIncidentAsync();
        await Assert.ThrowsAsync<HttpRequestException>(() => server.AddIncidentAsync(other));
        Assert.Equal(1, fault.Fired);
    }

    [Fact]
    public async Task Probability_IsRepeatableForASeed()
    {
        Assert.Equal(await HitsAsync(seed: 3), await HitsAsync(seed: 3));
        Assert.InRange((await HitsAsync(seed: 3)).Count(c => c == 'x'), 5, 35);

        static async Task<string> HitsAsync(int seed)
        {
            await using var server = await TestServer.StartAsync(o => o.Seed = seed);
            server.Simulator.Faults.On("Session.Ping").WithProbability(0.5).Status(503);
            var hits = "";
            for (var i = 0; i < 40; i++)
            {
                hits += (await server.Client.SendAsync("Session.Ping", "{}")).Status == HttpStatusCode.OK ? '.' : 'x';
            }

            return hits;
        }
    }

    [Fact]
    public async Task ExpireSessions_AtAnyCall_Is403()
    {
        await using var server = await TestServer.StartAsync();
        server.Simulator.Faults.On(AddIncident).Times(1).ExpireSessions();
        var answer = await server.Client.SendAsync(AddIncident, System.Text.Json.JsonSerializer.Serialize(TestServer.Incident(server.HostId, "b")));
        Assert.Equal(HttpStatusCode.Forbidden, answer.Status);
        Assert.Equal(0, server.Simulator.Ledger.Count);
    }
}
