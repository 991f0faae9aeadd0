using EdrGrpc.Submissions;
using EdrGrpc.Submissions.Actions;
using EdrGrpc.Submissions.Store;
using Xunit;

namespace EdrGrpc.Tests.Storage;

public sealed class AcceptTests
{
    [Theory, ClassData(typeof(EveryStore))]
    public async Task Submission_IsReadBackAsItWasGiven(StoreKind kind)
    {
        await using var fixture = await StoreFixture.OpenAsync(kind);
        var context = new SubmissionContext("case", "event", "комментарий 🙂", new Dictionary<string, string> { ["team"] = "soc" });
        var given = StoreFixture.New(kind: TaskKind.IsolateHost, isolate: false, context: context) with { ExpiresAt = StoreFixture.Start.AddTicks(12345), BatchItemId = "x" };

        var accepted = await fixture.AcceptAsync(given);
        await fixture.Store.DisposeAsync();
        await fixture.ReopenAsync();
        var stored = await fixture.Store.GetAsync(given.Id, CancellationToken.None);

        Assert.NotNull(stored);
        Assert.Equal(1, accepted.Revision);
        Assert.Equal(accepted.Action.ToArray(), stored.Action.ToArray());
        Assert.Equal(accepted.Context.Labels, stored.Context.Labels);
        Assert.Equal(accepted with { Action = default, Context = SubmissionContext.Empty }, stored with { Action = default, Context = SubmissionContext.Empty });
        Assert.Equal(("case", "event", "комментарий 🙂"), (stored.Context.CaseId, stored.Context.SourceEventId, stored.Context.Comment));
        Assert.Equal(1, fixture.Store.HeadRevision);
        Assert.Equal(1, fixture.Store.UnfinishedCount);
    }

    [Theory, ClassData(typeof(EveryStore))]
    public async Task SameRequestId_IsRecordedOnce_AndOtherContentIsRefused(StoreKind kind)
    {
        await using var fixture = await StoreFixture.OpenAsync(kind);
        var request = StoreFixture.Request(StoreFixture.New());
        var results = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => Task.Run(() => fixture.Store.AcceptAsync(request, CancellationToken.None))));
        var other = await fixture.Store.AcceptAsync(request with { Fingerprint = new byte[32] }, CancellationToken.None);
        var ofSomebodyElse = await fixture.Store.AcceptAsync(
            StoreFixture.Request(StoreFixture.New() with { RequestId = request.RequestId, Principal = "bob" }), CancellationToken.None);

        Assert.Single(results, result => result.Outcome == AcceptOutcome.Recorded);
        Assert.Single(results.Select(result => result.Submissions[0].Id).Distinct());
        Assert.Equal(AcceptOutcome.RequestIdReused, other.Outcome);
        Assert.Equal(AcceptOutcome.Recorded, ofSomebodyElse.Outcome);
        Assert.Equal(2, fixture.Published.Count);
        Assert.Equal(AcceptOutcome.Recorded, results.Single(result => result.Outcome != AcceptOutcome.Deduplicated).Outcome);
    }

    [Theory, ClassData(typeof(EveryStore))]
    public async Task Batch_KeepsItsOrder_AndIsFoundByItsRequestId(StoreKind kind)
    {
        await using var fixture = await StoreFixture.OpenAsync(kind);
        var batch = Guid.CreateVersion7();
        var requestId = Guid.NewGuid();
        var items = Enumerable.Range(0, 50).Select(index => StoreFixture.New($"host-{index}") with { BatchId = batch, RequestId = requestId, BatchItemId = $"i{index}" }).ToArray();

        await fixture.Store.AcceptAsync(StoreFixture.Request(items), CancellationToken.None);
        var stored = await fixture.Store.GetBatchAsync(batch, CancellationToken.None);
        var found = await fixture.Store.FindRequestAsync("alice", requestId, CancellationToken.None);

        Assert.Equal(items.Select(item => item.Id), stored.Select(item => item.Id));
        Assert.Equal(items.Select(item => item.Id), found!.Submissions.Select(item => item.Id));
        Assert.Equal(batch, found.BatchId);
        Assert.Null(await fixture.Store.FindRequestAsync("bob", requestId, CancellationToken.None));
    }

    [Theory, ClassData(typeof(EveryStore))]
    public async Task FullQueue_RecordsNothing(StoreKind kind)
    {
        await using var fixture = await StoreFixture.OpenAsync(kind);
        await fixture.AcceptAsync(StoreFixture.New());
        var refused = await fixture.Store.AcceptAsync(StoreFixture.Request(StoreFixture.New("a"), StoreFixture.New("b")) with { MaxUnfinished = 2 }, CancellationToken.None);

        Assert.Equal(AcceptOutcome.QueueFull, refused.Outcome);
        Assert.Equal(1, fixture.Store.HeadRevision);
        Assert.Single(await fixture.Store.ListAsync(SubmissionFilter.All, 0, 10, CancellationToken.None));
    }

    [Theory, ClassData(typeof(EveryStore))]
    public async Task Archive_IsStoredOnce_AndTheBodyIsPutTogetherExactly(StoreKind kind)
    {
        await using var fixture = await StoreFixture.OpenAsync(kind);
        var archive = new IocArchive { Sha256 = new string('a', 64), FileNames = ["x.ioc"], Bytes = new byte[] { 9, 8, 7 } };
        var (first, second) = (StoreFixture.New("a"), StoreFixture.New("b"));
        foreach (var submission in new[] { first, second })
        {
            await fixture.Store.AcceptAsync(
                StoreFixture.Request(submission) with { Submissions = [new NewSubmission(submission, new IncidentBodyText("<", ">"), archive, "Recorded.")] }, CancellationToken.None);
        }

        Assert.Equal("<" + Convert.ToBase64String([9, 8, 7]) + ">", await fixture.Store.GetIncidentBodyAsync(first.Id, CancellationToken.None));
        Assert.Equal(await fixture.Store.GetIncidentBodyAsync(first.Id, CancellationToken.None), await fixture.Store.GetIncidentBodyAsync(second.Id, CancellationToken.None));
    }
}
