using Xunit;

namespace EdrGrpc.Tests.Simulator;

public sealed class ConEventsTests
{
    [Fact]
    public async Task Retrieve_WithoutSubscription_Is1186()
    {
        await using var server = await TestServer.StartAsync();
        Assert.Equal(1186, await server.Client.ErrorAsync("ConEvents.Retrieve"));
        Assert.Equal(1186, await server.Client.ErrorAsync("ConEvents.UnSubscribe", new { nSubsId = 7 }));
    }

    [Fact]
    public async Task Retrieve_TooEarly_Is1195()
    {
        await using var server = await TestServer.StartAsync();
        await SubscribeAsync(server, "KLSRV_EV_INCIDENT_ADDED");
        Assert.Equal("""{"nPeriod":1000,"pEvents":[],"PxgRetVal":true}""", await server.Client.TextAsync("ConEvents.Retrieve"));
        Assert.Equal(1195, await server.Client.ErrorAsync("ConEvents.Retrieve"));
        server.Time.Advance(TimeSpan.FromSeconds(1));
        await server.Client.CallAsync("ConEvents.Retrieve");
    }

    [Fact]
    public async Task Retrieve_ReturnsFalse_UntilTheQueueIsDrained()
    {
        await using var server = await TestServer.StartAsync();
        await SubscribeAsync(server, "KLSRV_EV_INCIDENT_ADDED");
        for (var i = 0; i < 150; i++)
        {
            server.Simulator.AddForeignIncident(server.HostId, "b", TestServer.Start);
        }

        var first = await server.Client.CallAsync("ConEvents.Retrieve");
        Assert.False(first.GetProperty("PxgRetVal").GetBoolean());
        var second = await server.Client.CallAsync("ConEvents.Retrieve");
        Assert.True(second.GetProperty("PxgRetVal").GetBoolean());
        Assert.Equal(150, first.GetProperty("pEvents").GetArrayLength() + second.GetProperty("pEvents").GetArrayLength());
    }

    [Fact]
    public async Task Filter_IsEquality()
    {
        await using var server = await TestServer.StartAsync();
        await server.Client.CallAsync("ConEvents.Subscribe", """{"wstrEvent":"KLSRV_EV_INCIDENT_ADDED","pFilter":{"KLINCDT_SEVERITY":3}}""");
        server.Simulator.AddForeignIncident(server.HostId, "b", TestServer.Start, severity: 2);
        server.Simulator.AddForeignIncident(server.HostId, "b", TestServer.Start, severity: 3);
        Assert.Equal(1, (await server.Client.CallAsync("ConEvents.Retrieve")).GetProperty("pEvents").GetArrayLength());
    }

    [Fact]
    public async Task TaskStates_ArePublishedWithTheirOwnNumbers()
    {
        await using var server = await TestServer.StartAsync();
        await SubscribeAsync(server, "KLPRCI_TaskState");
        await SubscribeAsync(server, "KLEVP_GroupTaskSyncState");
        await server.AddIncidentAsync();
        server.RunTasks();
        var events = (await server.Client.CallAsync("ConEvents.Retrieve")).GetProperty("pEvents").EnumerateArray().Select(item => item.GetProperty("value")).Select(item =>
            (item.GetProperty("KLSRV_CON_EVENT_TYPE").GetString(), item.GetProperty("KLSRV_CON_EVENT_PARAMS").GetProperty("value").GetProperty("KLPRCI_newState").GetInt32()));
        Assert.Equal(
            [("KLEVP_GroupTaskSyncState", 1), ("KLEVP_GroupTaskSyncState", 32), ("KLPRCI_TaskState", 1), ("KLPRCI_TaskState", 4)],
            events.Select(item => (item.Item1!, item.Item2)));
    }

    [Fact]
    public async Task Subscriptions_AreLimitedAndBelongToTheSession()
    {
        await using var server = await TestServer.StartAsync();
        for (var i = 0; i < 100; i++)
        {
            await SubscribeAsync(server, "X");
        }

        Assert.Equal(1998, await server.Client.ErrorAsync("ConEvents.Subscribe", """{"wstrEvent":"X","pFilter":{}}"""));
        using var other = new WireClient(server.Simulator);
        await other.StartSessionAsync();
        Assert.Equal(1186, await other.ErrorAsync("ConEvents.Retrieve"));
    }

    private static async Task SubscribeAsync(TestServer server, string wstrEvent) =>
        await server.Client.CallAsync("ConEvents.Subscribe", new { wstrEvent, pFilter = new { } });
}
