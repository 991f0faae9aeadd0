using EdrGrpc.Submissions;
using EdrGrpc.Submissions.Store;
using Xunit;

namespace EdrGrpc.Tests.Storage;

public sealed class StepTests
{
    [Theory, ClassData(typeof(EveryStore))]
    public async Task Step_IsAppliedOnce_HoweverManyTryIt(StoreKind kind)
    {
        await using var fixture = await StoreFixture.OpenAsync(kind);
        var accepted = await fixture.AcceptAsync(StoreFixture.New());
        var change = new SubmissionChange(accepted, accepted with { State = SubmissionState.Cancelled }, "x", EventSource.Gateway);

        var results = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Task.Run(() => fixture.Store.ApplyAsync(change, CancellationToken.None))));

        Assert.Single(results, result => result.Outcome == ChangeOutcome.Applied);
        Assert.All(results, result => Assert.Equal(SubmissionState.Cancelled, result.Submission!.State));
        Assert.Equal(2, fixture.Store.HeadRevision);
        Assert.Equal(0, fixture.Store.UnfinishedCount);
    }

    [Theory, ClassData(typeof(EveryStore))]
    public async Task ForbiddenStep_Throws_AndStoresNothing(StoreKind kind)
    {
        await using var fixture = await StoreFixture.OpenAsync(kind);
        var accepted = await fixture.AcceptAsync(StoreFixture.New());
        await Assert.ThrowsAsync<InvalidOperationException>(() => fixture.MoveAsync(accepted, accepted with { State = SubmissionState.Succeeded }));
        Assert.Equal(1, fixture.Store.HeadRevision);
    }

    [Theory, ClassData(typeof(EveryStore))]
    public async Task WaitingEvent_KeepsTheState(StoreKind kind)
    {
        await using var fixture = await StoreFixture.OpenAsync(kind);
        var accepted = await fixture.AcceptAsync(StoreFixture.New());
        var waiting = await fixture.MoveAsync(accepted, accepted with { WaitingReason = "offline" });
        Assert.Equal((SubmissionState.Accepted, "offline", 2L), (waiting.State, waiting.WaitingReason, waiting.Revision));
    }

    [Theory, ClassData(typeof(EveryStore))]
    public async Task IncidentAndTask_AreClaimedByOneSubmissionPerServer(StoreKind kind)
    {
        await using var fixture = await StoreFixture.OpenAsync(kind);
        await fixture.ObserveAsync();
        await fixture.SendAsync(await fixture.AcceptAsync(StoreFixture.New("a")), 100, "195");
        var second = (await fixture.BeginAsync(await fixture.AcceptAsync(StoreFixture.New("b")))).Submission!;

        var incident = await fixture.Store.ApplyAsync(
            new SubmissionChange(second, second with { State = SubmissionState.IncidentAdded, IncidentId = 100 }, "x", EventSource.KscAnswer), CancellationToken.None);
        Assert.Equal(ChangeOutcome.ClaimTaken, incident.Outcome);
        Assert.True(await fixture.Store.IsIncidentClaimedAsync("default", 100, CancellationToken.None));
        Assert.False(await fixture.Store.IsIncidentClaimedAsync("other", 100, CancellationToken.None));

        var added = await fixture.MoveAsync(second, second with { State = SubmissionState.IncidentAdded, IncidentId = 101 });
        var submitted = await fixture.MoveAsync(added, added with { State = SubmissionState.Submitted });
        var task = await fixture.Store.ApplyAsync(
            new SubmissionChange(submitted, submitted with { State = SubmissionState.TaskCreated, Task = new KscTaskSnapshot("195", "", "", 0) }, "x", EventSource.KscTask),
            CancellationToken.None);
        Assert.Equal(ChangeOutcome.ClaimTaken, task.Outcome);
        Assert.Equal(["195"], await fixture.Store.GetClaimedTasksAsync("default", ["195", "196"], CancellationToken.None));
    }

    [Theory, ClassData(typeof(EveryStore))]
    public async Task Events_HoldTheSubmissionAsItWasThen(StoreKind kind)
    {
        await using var fixture = await StoreFixture.OpenAsync(kind);
        await fixture.ObserveAsync();
        var sent = await fixture.SendAsync(await fixture.AcceptAsync(StoreFixture.New()), 100, "195");
        await fixture.MoveAsync(sent, sent with { State = SubmissionState.Failed, Error = new SubmissionError("TASK_FAILED", "text", new Dictionary<string, string> { ["a"] = "b" }) });

        var events = await fixture.Store.ReadEventsAsync(sent.Id, 0, 100, CancellationToken.None);

        Assert.Equal(
            [SubmissionState.Accepted, SubmissionState.Submitting, SubmissionState.IncidentAdded, SubmissionState.Submitted, SubmissionState.TaskCreated, SubmissionState.Failed],
            events.Select(submissionEvent => submissionEvent.Submission.State));
        Assert.Null(events[0].Submission.IncidentId);
        Assert.Null(events[0].Submission.Intent);
        Assert.Equal(100, events[2].Submission.IncidentId);
        Assert.Null(events[3].Submission.Task);
        Assert.Equal("195", events[4].Submission.Task!.TaskId);
        Assert.Equal("b", events[5].Submission.Error!.Metadata["a"]);
        Assert.Equal(events.Select(submissionEvent => submissionEvent.Revision), fixture.Published.Select(submissionEvent => submissionEvent.Revision));
    }
}
