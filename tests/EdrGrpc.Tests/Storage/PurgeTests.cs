using EdrGrpc.Submissions;
using EdrGrpc.Submissions.Store;
using Xunit;

namespace EdrGrpc.Tests.Storage;

/// <summary>Removal of what ended long ago, in steps.</summary>
public sealed class PurgeTests
{
    private static readonly DateTimeOffset Later = StoreFixture.Start.AddDays(1);

    [Theory, ClassData(typeof(EveryStore))]
    public async Task Steps_RemoveTheOldestFirst_AndNeverMoreThanAsked(StoreKind kind)
    {
        await using var fixture = await StoreFixture.OpenAsync(kind);
        var ended = new List<Submission>();
        for (var index = 0; index < 7; index++)
        {
            var submission = await fixture.AcceptAsync(StoreFixture.New());
            ended.Add(await fixture.MoveAsync(submission, submission with { State = SubmissionState.Cancelled }));
        }

        var removed = new List<int>();
        for (var step = 0; step < 4; step++)
        {
            removed.Add(await PurgeAsync(fixture, 3));
        }

        Assert.Equal([3, 3, 1, 0], removed);
        Assert.Equal(ended[^1].Revision, fixture.Store.PurgedRevision);
        Assert.Empty(await fixture.Store.ReadEventsAsync(0, long.MaxValue, 100, CancellationToken.None));
    }

    [Theory, ClassData(typeof(EveryStore))]
    public async Task Batch_StaysWholeUntilAllOfItHasEnded(StoreKind kind)
    {
        await using var fixture = await StoreFixture.OpenAsync(kind);
        var batch = Guid.CreateVersion7();
        var one = StoreFixture.New("a") with { BatchId = batch, BatchItemId = "1" };
        var two = StoreFixture.New("b") with { BatchId = batch, BatchItemId = "2", RequestId = one.RequestId };
        var accepted = (await fixture.Store.AcceptAsync(StoreFixture.Request(one, two), CancellationToken.None)).Submissions;
        await fixture.MoveAsync(accepted[0], accepted[0] with { State = SubmissionState.Cancelled });

        Assert.Equal(0, await PurgeAsync(fixture, 10));
        Assert.Equal(2, (await fixture.Store.FindRequestAsync("alice", one.RequestId, CancellationToken.None))!.Submissions.Count);

        await fixture.MoveAsync(accepted[1], accepted[1] with { State = SubmissionState.Cancelled });
        Assert.Equal(1, await PurgeAsync(fixture, 1));

        // From here on the id is forgotten: a part of a batch is never the answer to it.
        Assert.Null(await fixture.Store.FindRequestAsync("alice", one.RequestId, CancellationToken.None));
        Assert.Equal(1, await PurgeAsync(fixture, 1));
        Assert.Empty(await fixture.Store.GetBatchAsync(batch, CancellationToken.None));
    }

    private static Task<int> PurgeAsync(StoreFixture fixture, int step) => fixture.Store.PurgeAsync(Later, step, CancellationToken.None);
}
