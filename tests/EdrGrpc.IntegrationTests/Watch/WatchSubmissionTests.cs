using EdrGrpc.Contract.V1;
using EdrGrpc.IntegrationTests.Support;
using Grpc.Core;
using Xunit;

namespace EdrGrpc.IntegrationTests.Watch;

/// <summary>WatchSubmission: history, then live, each event once and in order, to the terminal one.</summary>
public sealed class WatchSubmissionTests(WatchGateway shared) : IClassFixture<WatchGateway>
{
    private readonly Gateway _gateway = shared.Gateway;

    [Fact]
    public async Task EveryWatcher_SeesTheStoredEventsOnceInOrder_WheneverItStarted()
    {
        var earlier = await _gateway.SubmitAsync(_gateway.Isolate(0));
        var submitted = await _gateway.SubmitAsync(_gateway.Isolate(1));
        var id = submitted.SubmissionId;
        var fromTheStart = Enumerable.Range(0, 5).Select(_ => _gateway.WatchOneAsync(id).ToListAsync()).ToList();
        await _gateway.EventsUntilAsync(id, seen => seen.State == SubmissionState.Submitted);
        var fromTheMiddle = Enumerable.Range(0, 5).Select(_ => _gateway.WatchOneAsync(id).ToListAsync()).ToList();
        await _gateway.EndOfAsync(id);
        await _gateway.EndOfAsync(earlier.SubmissionId);
        var fromTheEnd = _gateway.WatchOneAsync(id).ToListAsync();

        var stored = await _gateway.StoredAsync(id);
        Assert.True(stored[^1].State == SubmissionState.Succeeded, $"{stored[^1]}");
        foreach (var watch in fromTheStart.Concat(fromTheMiddle).Append(fromTheEnd))
        {
            Assert.Equal(stored, (await watch).Events());
        }
    }

    [Fact]
    public async Task CaughtUp_ComesOnce_BetweenHistoryAndLive()
    {
        var id = await SubmitToOfflineAsync(2);
        await _gateway.EventsUntilAsync(id, seen => seen.Submission.WaitingReason.Length > 0);
        var history = await _gateway.StoredAsync(id);
        var watch = _gateway.WatchOneAsync(id);
        var seen = new List<Seen>();
        await foreach (var message in watch)
        {
            seen.Add(message);
            if (message.IsCaughtUp)
            {
                SetOnline(2, true);
            }
        }

        Assert.Equal(history, seen.TakeWhile(message => !message.IsCaughtUp).Events());
        Assert.Single(seen, message => message.IsCaughtUp);
        Assert.Equal(await _gateway.StoredAsync(id), seen.Events());
        Assert.Equal(SubmissionState.Succeeded, seen[^1].Event!.State);
    }

    [Fact]
    public async Task EveryCursorOfAFinishedStream_ResumesWithExactlyTheRest()
    {
        var id = (await _gateway.SubmitAsync(_gateway.Isolate(3))).SubmissionId;
        var live = await _gateway.WatchOneAsync(id).ToListAsync();
        var finished = await _gateway.WatchOneAsync(id).ToListAsync();

        foreach (var whole in new[] { live, finished })
        {
            for (var index = 0; index < whole.Count; index++)
            {
                var rest = await _gateway.WatchOneAsync(id, whole[index].Cursor).ToListAsync();
                Assert.Equal(whole.Skip(index + 1).Events(), rest.Events());
                Assert.Single(rest, message => message.IsCaughtUp);
            }
        }
    }

    [Fact]
    public async Task CursorAtOrAfterTheEnd_GivesCaughtUpAndEndsOk()
    {
        var id = (await _gateway.SubmitAsync(_gateway.Isolate(4))).SubmissionId;
        var whole = await _gateway.WatchOneAsync(id).ToListAsync();
        await _gateway.EndOfAsync((await _gateway.SubmitAsync(_gateway.Isolate(5))).SubmissionId);
        var atEnd = await _gateway.WatchOneAsync(id, whole[^1].Cursor).ToListAsync();
        Assert.True(Assert.Single(atEnd).IsCaughtUp);
        Assert.True(Assert.Single(await _gateway.WatchOneAsync(id, atEnd[0].Cursor).ToListAsync()).IsCaughtUp);
    }

    [Fact]
    public async Task Deadline_EndsTheStreamOnly()
    {
        var id = await SubmitToOfflineAsync(6);
        using var call = _gateway.Responses.WatchSubmission(
            new WatchSubmissionRequest { SubmissionId = id }, deadline: TimeProvider.System.GetUtcNow().UtcDateTime.AddMilliseconds(400));
        var ended = await Assert.ThrowsAsync<RpcException>(async () => await call.ResponseStream.ReadAllAsync().LastAsync());
        Assert.Equal(StatusCode.DeadlineExceeded, ended.StatusCode);
        SetOnline(6, true);
        Assert.Equal(SubmissionState.Succeeded, (await _gateway.EndOfAsync(id)).State);
    }

    [Fact]
    public async Task Cancellation_EndsTheStreamOnly_AndLeavesNoSubscription()
    {
        var id = await SubmitToOfflineAsync(7);
        for (var round = 0; round < 20; round++)
        {
            using var stop = new CancellationTokenSource();
            var call = _gateway.Responses.WatchSubmission(new WatchSubmissionRequest { SubmissionId = id }, Gateway.Options().WithCancellationToken(stop.Token));
            var ended = await Assert.ThrowsAsync<RpcException>(async () =>
            {
                await foreach (var message in call.ResponseStream.ReadAllAsync())
                {
                    if (message.CaughtUp is not null || round % 2 == 1)
                    {
                        await stop.CancelAsync();
                    }
                }
            });
            Assert.Equal(StatusCode.Cancelled, ended.StatusCode);
        }

        await WatchCalls.EventuallyAsync(() => _gateway.Hub().SubscriptionCount == 0);
        SetOnline(7, true);
        Assert.Equal(SubmissionState.Succeeded, (await _gateway.EndOfAsync(id)).State);
        await WatchCalls.EventuallyAsync(() => _gateway.Hub().SubscriptionCount == 0);
    }

    [Fact]
    public async Task UnknownSubmission_IsNotFound()
    {
        var refusal = await _gateway.WatchOneAsync(Guid.NewGuid().ToString()).RefusalAsync();
        Assert.Equal((StatusCode.NotFound, "SUBMISSION_NOT_FOUND"), (refusal.Code, refusal.Reason));
    }

    // It waits, visibly, until its host is online.
    private async Task<string> SubmitToOfflineAsync(int host)
    {
        SetOnline(host, false);
        return (await _gateway.SubmitAsync(_gateway.Isolate(host))).SubmissionId;
    }

    private void SetOnline(int host, bool online) => _gateway.Simulator.Hosts.SetOnline(_gateway.HostId(host), online);
}
