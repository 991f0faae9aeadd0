using Xunit;

namespace EdrGrpc.Tests.Simulator;

public sealed class HandleTests
{
    [Fact]
    public async Task Chunks_CutAtTheEnd_AndPastItTheArrayIsAbsent()
    {
        await using var server = await TestServer.StartAsync();
        var strAccessor = await FindAsync(server.Client);
        Assert.Equal(5, (await server.Client.CallAsync("ChunkAccessor.GetItemsChunk", new { strAccessor, nStart = 15, nCount = 200 })).GetProperty("PxgRetVal").GetInt32());
        Assert.Equal("""{"pChunk":{},"PxgRetVal":0}""", await server.Client.TextAsync("ChunkAccessor.GetItemsChunk", new { strAccessor, nStart = 20, nCount = 200 }));
    }

    [Fact]
    public async Task ReleasedAccessor_Is1186_AndCountsShowLeaks()
    {
        await using var server = await TestServer.StartAsync();
        var strAccessor = await FindAsync(server.Client);
        Assert.Equal(1, server.Simulator.OpenAccessors);
        await server.Client.CallAsync("ChunkAccessor.Release", new { strAccessor });
        Assert.Equal(0, server.Simulator.OpenAccessors);
        Assert.Equal(1186, await server.Client.ErrorAsync("ChunkAccessor.GetItemsCount", new { strAccessor }));
        Assert.Equal(1186, await server.Client.ErrorAsync("ChunkAccessor.Release", new { strAccessor }));
    }

    [Fact]
    public async Task Accessor_DiesItsLifetimeAfterTheLastAccess()
    {
        await using var server = await TestServer.StartAsync(o => o.SessionIdleLimit = TimeSpan.FromHours(1));
        var strAccessor = await FindAsync(server.Client);
        server.Time.Advance(TimeSpan.FromSeconds(60));
        await server.Client.CallAsync("ChunkAccessor.GetItemsCount", new { strAccessor });
        server.Time.Advance(TimeSpan.FromSeconds(60));
        await server.Client.CallAsync("ChunkAccessor.GetItemsCount", new { strAccessor });
        server.Time.Advance(TimeSpan.FromSeconds(61));
        Assert.Equal(0, server.Simulator.OpenAccessors);
        Assert.Equal(1186, await server.Client.ErrorAsync("ChunkAccessor.GetItemsCount", new { strAccessor }));
    }

    [Fact]
    public async Task Accessor_BelongsToItsSession()
    {
        await using var server = await TestServer.StartAsync();
        var strAccessor = await FindAsync(server.Client);
        using var other = new WireClient(server.Simulator);
        await other.StartSessionAsync();
        Assert.Equal(1186, await other.ErrorAsync("ChunkAccessor.GetItemsCount", new { strAccessor }));
        await server.Client.CallAsync("Session.EndSession");
        Assert.Equal(0, server.Simulator.OpenAccessors);
    }

    [Fact]
    public async Task Iterators_AreCountedByKind()
    {
        await using var server = await TestServer.StartAsync();
        await server.Client.CallAsync("Tasks.ResetTasksIterator", """{"nGroupId":0,"bGroupIdSignificant":false,"bIncludeSupergroups":true}""");
        await server.Client.CallAsync("SrvView.ResetIterator", """{"wstrViewName":"EventsSrvViewName","wstrFilter":"","vecFieldsToReturn":["event_type"],"lifetimeSec":60}""");
        Assert.Equal(2, server.Simulator.OpenIterators);
        Assert.Equal(1, server.Simulator.OpenHandles["TasksIterator"]);
        Assert.Equal(1, server.Simulator.OpenHandles["SrvViewIterator"]);
    }

    /// <summary>An iterator's id used with the calls of another kind is not found, as with a real server's separate tables.</summary>
    [Fact]
    public async Task Handle_OfAnotherKind_Is1186()
    {
        await using var server = await TestServer.StartAsync();
        var accessor = await FindAsync(server.Client);
        Assert.Equal(1186, await server.Client.ErrorAsync("SrvView.GetRecordCount", new { wstrIteratorId = accessor }));
    }

    private static async Task<string?> FindAsync(WireClient client)
    {
        var found = await client.CallAsync("HostGroup.FindHosts", """{"wstrFilter":"","vecFieldsToReturn":["KLHST_WKS_DN"],"lMaxLifeTime":60}""");
        return found.GetProperty("strAccessor").GetString();
    }
}
