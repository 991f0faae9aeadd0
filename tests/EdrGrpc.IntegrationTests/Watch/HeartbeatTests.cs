using EdrGrpc.IntegrationTests.Support;
using Xunit;

namespace EdrGrpc.IntegrationTests.Watch;

/// <summary>A silent stream says that it lives, and its heartbeats are places to resume from.</summary>
public sealed class HeartbeatTests
{
    private static readonly Dictionary<string, string?> Short = new(StringComparer.Ordinal) { ["Watch:HeartbeatInterval"] = "00:00:00.050" };

    [Fact]
    public async Task SilentStream_BeatsWithTheServersTime_AndItsCursorResumes()
    {
        await using var gateway = await Gateway.StartAsync(settings: Short);
        var first = (await gateway.SubmitAsync(gateway.Isolate(0))).SubmissionId;
        var ended = await gateway.EndOfAsync(first);

        var beats = 0;
        var seen = await gateway.WatchManyAsync().UntilAsync(message => message.IsHeartbeat && ++beats == 3);
        Assert.Equal(await gateway.StoredAsync(), seen.Events());
        Assert.Equal(ended.Revision, seen.Events()[^1].Revision);
        Assert.Equal(3, seen.Count(message => message.IsHeartbeat));

        var second = await gateway.EndOfAsync((await gateway.SubmitAsync(gateway.Isolate(1))).SubmissionId);
        var rest = await gateway.WatchManyAsync(cursor: seen[^1].Cursor).UntilAsync(message => message.Event?.Revision == second.Revision);
        Assert.Equal(await gateway.StoredAsync(), seen.Events().Concat(rest.Events()));
    }

    [Fact]
    public async Task WatchOfOne_BeatsWhileItsSubmissionWaits()
    {
        await using var gateway = await Gateway.StartAsync(settings: Short);
        gateway.Simulator.Hosts.SetOnline(gateway.HostId(0), false);
        var id = (await gateway.SubmitAsync(gateway.Isolate(0))).SubmissionId;
        var seen = await gateway.WatchOneAsync(id).UntilAsync(message => message.IsHeartbeat);
        gateway.Simulator.Hosts.SetOnline(gateway.HostId(0), true);
        var rest = await gateway.WatchOneAsync(id, seen[^1].Cursor).ToListAsync();
        Assert.Equal(await gateway.StoredAsync(id), seen.Concat(rest).Events());
    }
}
