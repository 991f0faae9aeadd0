using EdrGrpc.Contract.V1;
using EdrGrpc.IntegrationTests.Support;
using EdrGrpc.Server.Watch;
using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace EdrGrpc.IntegrationTests.Watch;

/// <summary>Cursors that are not of this watch are refused; those that cannot be resumed from come with one that can.</summary>
public sealed class CursorTests(WatchGateway shared) : IClassFixture<WatchGateway>
{
    private readonly Gateway _gateway = shared.Gateway;

    [Fact]
    public async Task CursorOfAnotherSubmissionOrFilter_IsInvalid()
    {
        var one = (await _gateway.SubmitAsync(_gateway.Isolate(0))).SubmissionId;
        var other = (await _gateway.SubmitAsync(_gateway.Isolate(1))).SubmissionId;
        var ofOne = (await _gateway.WatchOneAsync(one).ToListAsync())[0].Cursor;
        var filter = new SubmissionFilter { TargetHost = _gateway.HostId(0) };
        var ofAll = (await _gateway.WatchManyAsync().UntilAsync(message => message.IsCaughtUp))[0].Cursor;
        var ofFilter = (await _gateway.WatchManyAsync(filter).UntilAsync(message => message.IsCaughtUp))[0].Cursor;

        AssertInvalid(await _gateway.WatchOneAsync(other, ofOne).RefusalAsync());
        AssertInvalid(await _gateway.WatchOneAsync(one, ofAll).RefusalAsync());
        AssertInvalid(await _gateway.WatchManyAsync(cursor: ofOne).RefusalAsync());
        AssertInvalid(await _gateway.WatchManyAsync(filter, ofAll).RefusalAsync());
        AssertInvalid(await _gateway.WatchManyAsync(cursor: ofFilter).RefusalAsync());
        AssertInvalid(await _gateway.WatchManyAsync(new SubmissionFilter { TargetHost = _gateway.HostId(1) }, ofFilter).RefusalAsync());
    }

    [Theory]
    [InlineData("x")]
    [InlineData("not a cursor at all, with spaces and ünicode")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA*")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA==")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA   =")]
    [InlineData("AAAAAAAAAAAA AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA ")]
    [InlineData("ünicodeAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    public async Task Garbage_IsInvalid(string cursor)
    {
        var id = (await _gateway.SubmitAsync(_gateway.Isolate(2))).SubmissionId;
        AssertInvalid(await _gateway.WatchManyAsync(cursor: cursor).RefusalAsync());
        AssertInvalid(await _gateway.WatchOneAsync(id, cursor).RefusalAsync());
    }

    [Fact]
    public async Task EqualFilterInAnotherOrder_TakesTheCursor()
    {
        var filter = new SubmissionFilter { States = { SubmissionState.Accepted, SubmissionState.Succeeded }, Labels = { ["a"] = "1", ["b"] = "2" } };
        var same = new SubmissionFilter { States = { SubmissionState.Succeeded, SubmissionState.Accepted }, Labels = { ["b"] = "2", ["a"] = "1" } };
        var cursor = (await _gateway.WatchManyAsync(filter).UntilAsync(message => message.IsCaughtUp))[^1].Cursor;
        Assert.True(Assert.Single(await _gateway.WatchManyAsync(same, cursor).UntilAsync(message => message.IsCaughtUp)).IsCaughtUp);
    }

    [Fact]
    public async Task CursorOfAnotherStore_IsInvalid()
    {
        await using var second = await Gateway.StartAsync(simulator: _gateway.Simulator);
        var foreign = (await second.WatchManyAsync().UntilAsync(message => message.IsCaughtUp))[0].Cursor;
        AssertInvalid(await _gateway.WatchManyAsync(cursor: foreign).RefusalAsync());
    }

    [Fact]
    public async Task CursorAheadOfTheHead_IsOutOfRange_WithACursorThatWorks()
    {
        var ended = await _gateway.EndOfAsync((await _gateway.SubmitAsync(_gateway.Isolate(3))).SubmissionId);
        var cursors = _gateway.App.Services.GetRequiredService<Cursors>();
        var ahead = cursors.Write(_gateway.Store().HeadRevision + 1_000_000, Cursors.HashOf((SubmissionFilter?)null));
        var oldest = OldestOf(await _gateway.WatchManyAsync(cursor: ahead).RefusalAsync());
        var seen = await _gateway.WatchManyAsync(cursor: oldest).UntilAsync(message => message.Event?.Revision == ended.Revision);
        Assert.Equal(1, seen[0].Event!.Revision);
    }

    [Fact]
    public async Task CursorOfAnEarlierEpoch_IsOutOfRange_WithACursorThatWorks()
    {
        await using var gateway = await Gateway.StartAsync();
        var id = (await gateway.SubmitAsync(gateway.Isolate(0))).SubmissionId;
        var ofOne = (await gateway.WatchOneAsync(id).ToListAsync())[0].Cursor;
        var ofAll = (await gateway.WatchManyAsync().UntilAsync(message => message.IsCaughtUp))[0].Cursor;
        await gateway.StopAsync();
        await gateway.StartAgainAsync(new Dictionary<string, string?>(StringComparer.Ordinal) { ["Store:RaiseEpoch"] = "true" });

        var oldestOfAll = OldestOf(await gateway.WatchManyAsync(cursor: ofAll).RefusalAsync());
        var seen = await gateway.WatchManyAsync(cursor: oldestOfAll).UntilAsync(message => message.IsCaughtUp);
        Assert.Equal(await gateway.StoredAsync(), seen.Events());
        var oldestOfOne = OldestOf(await gateway.WatchOneAsync(id, ofOne).RefusalAsync());
        Assert.Equal(await gateway.StoredAsync(id), (await gateway.WatchOneAsync(id, oldestOfOne).ToListAsync()).Events());
    }

    [Fact]
    public async Task CursorOlderThanPurged_IsOutOfRange_ButASubmissionStillKeptHasItsWholeHistory()
    {
        await using var gateway = await Gateway.StartAsync();
        gateway.Simulator.Hosts.SetOnline(gateway.HostId(1), false);
        var kept = (await gateway.SubmitAsync(gateway.Isolate(1))).SubmissionId;
        var waiting = await gateway.EventsUntilAsync(kept, seen => seen.Submission.WaitingReason.Length > 0);
        var keptCursor = (await gateway.WatchOneAsync(kept).UntilAsync(message => message.Event is not null))[^1].Cursor;
        var ended = await gateway.EndOfAsync((await gateway.SubmitAsync(gateway.Isolate(0, enable: false))).SubmissionId);
        var old = (await gateway.WatchManyAsync().UntilAsync(message => message.IsCaughtUp))[0].Cursor;
        Assert.Equal(1, await gateway.Store().PurgeAsync(TimeProvider.System.GetUtcNow().AddMinutes(1), 100, default));

        var oldest = OldestOf(await gateway.WatchManyAsync(cursor: old).RefusalAsync());
        gateway.Simulator.Hosts.SetOnline(gateway.HostId(1), true);
        var whole = await gateway.WatchOneAsync(kept).ToListAsync();
        Assert.Equal(waiting, whole.Events().Take(waiting.Count));
        Assert.Equal(whole.Events().Skip(1), (await gateway.WatchOneAsync(kept, keptCursor).ToListAsync()).Events());
        var newer = await gateway.WatchManyAsync(cursor: oldest).UntilAsync(message => message.IsCaughtUp);
        Assert.Equal((await gateway.StoredAsync()).Where(stored => stored.Revision > ended.Revision), newer.Events());
    }

    private static void AssertInvalid(Refusal refusal)
    {
        Assert.Equal((StatusCode.InvalidArgument, "INVALID_CURSOR"), (refusal.Code, refusal.Reason));
        Assert.Equal(["after_cursor"], refusal.Fields);
    }

    private static string OldestOf(Refusal refusal)
    {
        Assert.Equal((StatusCode.OutOfRange, "CURSOR_OUT_OF_RANGE"), (refusal.Code, refusal.Reason));
        return refusal.Metadata["oldest_cursor"];
    }
}
