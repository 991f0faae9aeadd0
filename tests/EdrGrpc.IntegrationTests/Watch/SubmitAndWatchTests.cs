using EdrGrpc.Contract.V1;
using EdrGrpc.IntegrationTests.Support;
using Grpc.Core;
using Xunit;

namespace EdrGrpc.IntegrationTests.Watch;

/// <summary>SubmitAndWatch: the submission first, then all its events; the stream's end never ends the work.</summary>
public sealed class SubmitAndWatchTests(WatchGateway shared) : IClassFixture<WatchGateway>
{
    private readonly Gateway _gateway = shared.Gateway;

    [Fact]
    public async Task FirstMessageIsTheSubmission_ThenAllItsEventsToTheEnd()
    {
        var seen = await _gateway.SubmitAndWatchAsync(new SubmitAndWatchRequest { Action = _gateway.Isolate(0) }).ToListAsync();
        var submission = seen[0].Submitted!.Submission;
        Assert.Equal(SubmissionState.Accepted, submission.State);
        Assert.False(seen[0].Submitted!.Deduplicated);
        Assert.All(seen.Skip(1), message => Assert.Null(message.Submitted));
        Assert.Single(seen, message => message.IsCaughtUp);
        Assert.Equal(await _gateway.StoredAsync(submission.SubmissionId), seen.Events());
        Assert.Equal(SubmissionState.Succeeded, seen.Events()[^1].State);
    }

    [Fact]
    public async Task EveryCursor_ResumesInWatchSubmission()
    {
        var seen = await _gateway.SubmitAndWatchAsync(new SubmitAndWatchRequest { Action = _gateway.Isolate(1) }).ToListAsync();
        var id = seen[0].Submitted!.Submission.SubmissionId;
        for (var index = 0; index < seen.Count; index++)
        {
            var rest = await _gateway.WatchOneAsync(id, seen[index].Cursor).ToListAsync();
            Assert.Equal(seen.Skip(index + 1).Events(), rest.Events());
        }
    }

    [Fact]
    public async Task SameRequestIdAgain_IsDeduplicatedWithTheFullHistory()
    {
        var request = new SubmitAndWatchRequest { RequestId = Guid.NewGuid().ToString(), Action = _gateway.Isolate(2) };
        var first = await _gateway.SubmitAndWatchAsync(request).ToListAsync();
        var again = await _gateway.SubmitAndWatchAsync(request).ToListAsync();
        Assert.True(again[0].Submitted!.Deduplicated);
        Assert.Equal(first[0].Submitted!.Submission.SubmissionId, again[0].Submitted!.Submission.SubmissionId);
        Assert.Equal(first[0].Cursor, again[0].Cursor);
        Assert.Equal(first.Events(), again.Events());
    }

    [Fact]
    public async Task HangingUpAfterTheFirstMessage_LeavesTheWorkGoingOn()
    {
        var seen = await _gateway.SubmitAndWatchAsync(new SubmitAndWatchRequest { Action = _gateway.Isolate(3) }).UntilAsync(message => message.Submitted is not null);
        var end = await _gateway.EndOfAsync(seen[0].Submitted!.Submission.SubmissionId);
        Assert.Equal(SubmissionState.Succeeded, end.State);
        await WatchCalls.EventuallyAsync(() => _gateway.Hub().SubscriptionCount == 0);
    }

    [Fact]
    public async Task BadRequest_IsRefusedWithoutAMessage()
    {
        var refusal = await _gateway.SubmitAndWatchAsync(new SubmitAndWatchRequest()).RefusalAsync();
        Assert.Equal(StatusCode.InvalidArgument, refusal.Code);
        Assert.Equal(["action"], refusal.Fields);
    }
}
