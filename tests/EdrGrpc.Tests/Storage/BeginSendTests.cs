using EdrGrpc.Submissions;
using EdrGrpc.Submissions.Actions;
using EdrGrpc.Submissions.Store;
using Xunit;

namespace EdrGrpc.Tests.Storage;

public sealed class BeginSendTests
{
    [Theory, ClassData(typeof(EveryStore))]
    public async Task Grant_StoresIntentStateAndEventTogether(StoreKind kind)
    {
        await using var fixture = await StoreFixture.OpenAsync(kind);
        await fixture.ObserveAsync("195", "300", "abc");
        var granted = await fixture.BeginAsync(await fixture.AcceptAsync(StoreFixture.New()), StoreFixture.Start.AddMilliseconds(1700), before: ["12", "x", "310"]);

        Assert.Equal(BeginSendOutcome.Granted, granted.Outcome);
        var stored = (await fixture.Store.GetAsync(granted.Submission!.Id, CancellationToken.None))!;
        Assert.Equal((SubmissionState.Submitting, 1), (stored.State, stored.Attempts));
        Assert.Equal(StoreFixture.Start.AddSeconds(1), stored.Intent!.AddedUtc);
        Assert.Equal(StoreFixture.Start.AddMilliseconds(11700), stored.Intent.SendBeforeUtc);
        Assert.Equal((7, 310L), (stored.Intent.HighestIncidentId, stored.Intent.TaskIdFloor));
        Assert.Equal(["12", "x", "310"], stored.Intent.TasksBefore);
        Assert.Equal(1, (await fixture.Store.GetBudgetUseAsync("default", CancellationToken.None)).Permits);
    }

    [Theory, ClassData(typeof(EveryStore))]
    public async Task Added_GrowsPerHost_AcrossPurgesAndRestarts_AndPastKsc(StoreKind kind)
    {
        await using var fixture = await StoreFixture.OpenAsync(kind);
        await fixture.ObserveAsync();
        var added = new List<DateTimeOffset>();
        for (var round = 0; round < 3; round++)
        {
            var begun = (await fixture.BeginAsync(await fixture.AcceptAsync(StoreFixture.New()))).Submission!;
            added.Add(begun.Intent!.AddedUtc);
            await fixture.MoveAsync(begun, begun with { State = SubmissionState.Rejected });
            await fixture.Store.PurgeAsync(StoreFixture.Start.AddDays(1), 100, CancellationToken.None);
            await fixture.Store.DisposeAsync();
            await fixture.ReopenAsync();
        }

        var pastKsc = (await fixture.BeginAsync(await fixture.AcceptAsync(StoreFixture.New()), newest: StoreFixture.Start.AddSeconds(20))).Submission!;
        var otherHost = (await fixture.BeginAsync(await fixture.AcceptAsync(StoreFixture.New("other")))).Submission!;
        Assert.Equal([StoreFixture.Start, StoreFixture.Start.AddSeconds(1), StoreFixture.Start.AddSeconds(2)], added);
        Assert.Equal(StoreFixture.Start.AddSeconds(21), pastKsc.Intent!.AddedUtc);
        Assert.Equal(StoreFixture.Start, otherHost.Intent!.AddedUtc);
    }

    [Theory, ClassData(typeof(EveryStore))]
    public async Task Added_TooFarAhead_Waits(StoreKind kind)
    {
        await using var fixture = await StoreFixture.OpenAsync(kind);
        await fixture.ObserveAsync();
        var result = await fixture.BeginAsync(await fixture.AcceptAsync(StoreFixture.New()), newest: StoreFixture.Start.AddSeconds(60));
        Assert.Equal(BeginSendOutcome.AddedTooFarAhead, result.Outcome);
        Assert.Equal(SubmissionState.Accepted, result.Submission!.State);
    }

    [Theory, ClassData(typeof(EveryStore))]
    public async Task Turn_IsKeptPerHostAndKind(StoreKind kind)
    {
        await using var fixture = await StoreFixture.OpenAsync(kind);
        await fixture.ObserveAsync();
        var first = await fixture.AcceptAsync(StoreFixture.New());
        var second = await fixture.AcceptAsync(StoreFixture.New());
        var third = await fixture.AcceptAsync(StoreFixture.New(kind: TaskKind.DeleteFile));

        Assert.Equal(BeginSendOutcome.NotItsTurn, (await fixture.BeginAsync(second)).Outcome);
        await fixture.SendAsync(first, 100, null);

        // The first is SUBMITTED: its kind waits for its task, another kind may go once the second is no longer before it.
        Assert.Equal(BeginSendOutcome.NotItsTurn, (await fixture.BeginAsync(second)).Outcome);
        await fixture.MoveAsync(second, second with { State = SubmissionState.Cancelled });
        Assert.Equal(BeginSendOutcome.Granted, (await fixture.BeginAsync(third)).Outcome);
    }

    [Theory, ClassData(typeof(EveryStore))]
    public async Task Turn_SeesWhatItsOwnGroupApproved(StoreKind kind)
    {
        await using var fixture = await StoreFixture.OpenAsync(kind);
        await fixture.ObserveAsync();
        var pairs = new List<(Submission First, Submission Second)>();
        for (var index = 0; index < 60; index++)
        {
            pairs.Add((await fixture.AcceptAsync(StoreFixture.New($"h{index}") with { State = SubmissionState.PendingApproval }), await fixture.AcceptAsync(StoreFixture.New($"h{index}"))));
        }

        // Queued in this order: most of them are decided in the same transaction.
        var calls = pairs.Select(pair => (
            Approve: fixture.MoveAsync(pair.First, pair.First with { State = SubmissionState.Accepted }),
            Begin: fixture.BeginAsync(pair.Second))).ToList();
        foreach (var (approve, begin) in calls)
        {
            var (approved, begun) = (await approve, await begin);
            Assert.True(begun.Outcome == BeginSendOutcome.NotItsTurn || begun.Submission!.Revision < approved.Revision, $"{begun.Outcome} after the approval");
        }
    }

    [Theory, ClassData(typeof(EveryStore))]
    public async Task Turn_OfOneThatWaitedForApproval_ComesAfterWhatIsBeingSent(StoreKind kind)
    {
        await using var fixture = await StoreFixture.OpenAsync(kind);
        await fixture.ObserveAsync();
        var waiting = await fixture.AcceptAsync(StoreFixture.New() with { State = SubmissionState.PendingApproval });
        var later = await fixture.AcceptAsync(StoreFixture.New(kind: TaskKind.DeleteFile));
        var sending = (await fixture.BeginAsync(later)).Submission!;
        var approved = await fixture.MoveAsync(waiting, waiting with { State = SubmissionState.Accepted });

        Assert.Equal(BeginSendOutcome.NotItsTurn, (await fixture.BeginAsync(approved)).Outcome);
        var added = await fixture.MoveAsync(sending, sending with { State = SubmissionState.IncidentAdded, IncidentId = 100 });
        Assert.Equal(BeginSendOutcome.NotItsTurn, (await fixture.BeginAsync(approved)).Outcome);
        await fixture.MoveAsync(added, added with { State = SubmissionState.Submitted });
        Assert.Equal(BeginSendOutcome.Granted, (await fixture.BeginAsync(approved)).Outcome);
    }

    [Theory, ClassData(typeof(EveryStore))]
    public async Task Budget_CountsForeignTasksSinceOurOldest_AndSendsInFlight(StoreKind kind)
    {
        await using var fixture = await StoreFixture.OpenAsync(kind);
        await fixture.ObserveAsync([.. Enumerable.Range(1, 100).Select(id => id.ToString())]);

        // A hundred finished tasks of others endanger nobody while nothing of ours is unfinished.
        var first = await fixture.SendAsync(await fixture.AcceptAsync(StoreFixture.New("a")), 1, "101");
        await fixture.ObserveAsync([.. Enumerable.Range(2, 104).Select(id => id.ToString())]);
        Assert.Equal(5, (await fixture.Store.GetBudgetUseAsync("default", CancellationToken.None)).TasksCounted);

        Assert.Equal(BeginSendOutcome.OverBudget, (await fixture.BeginAsync(await fixture.AcceptAsync(StoreFixture.New("b")), budget: 5)).Outcome);
        var granted = await fixture.BeginAsync(await fixture.AcceptAsync(StoreFixture.New("c")), budget: 6);
        Assert.Equal((BeginSendOutcome.Granted, 5), (granted.Outcome, granted.TasksCounted));
        Assert.Equal(6, (await fixture.Store.GetBudgetUseAsync("default", CancellationToken.None)).TasksCounted);

        await fixture.MoveAsync(first, first with { State = SubmissionState.Succeeded });
        Assert.Equal(1, (await fixture.Store.GetBudgetUseAsync("default", CancellationToken.None)).TasksCounted);
    }

    [Theory, ClassData(typeof(EveryStore))]
    public async Task Observation_MustBeRecent(StoreKind kind)
    {
        await using var fixture = await StoreFixture.OpenAsync(kind);
        var accepted = await fixture.AcceptAsync(StoreFixture.New());
        Assert.Equal(BeginSendOutcome.ObservationTooOld, (await fixture.BeginAsync(accepted)).Outcome);
        await fixture.ObserveAsync();
        Assert.Equal(BeginSendOutcome.ObservationTooOld, (await fixture.BeginAsync(accepted, StoreFixture.Start.AddMinutes(2))).Outcome);
        Assert.Equal(BeginSendOutcome.Granted, (await fixture.BeginAsync(accepted)).Outcome);
    }
}
