using EdrGrpc.Submissions;
using EdrGrpc.Submissions.Actions;
using EdrGrpc.Submissions.Policy;
using EdrGrpc.Submissions.Store;
using Xunit;

namespace EdrGrpc.Tests.Storage;

/// <summary>Limits of the policy, counted where they are recorded.</summary>
public sealed class LimitTests
{
    [Theory, ClassData(typeof(EveryStore))]
    public async Task Limit_Refuses_OrAsksForApproval_AndCountsWhatMayHaveActed(StoreKind kind)
    {
        await using var fixture = await StoreFixture.OpenAsync(kind);
        var refuse = new AcceptLimit(Rule(2, Reaction.Refuse), Effects.Isolate, null, StoreFixture.Start.AddMinutes(-10));
        var first = await AcceptAsync(refuse);
        await AcceptAsync(refuse);
        var third = await AcceptAsync(refuse);
        Assert.Equal(AcceptOutcome.LimitReached, third.Outcome);
        Assert.Equal(TimeSpan.FromMinutes(10), third.RetryAfter);
        Assert.Equal("few", third.Limit!.Name);
        Assert.Equal(AcceptOutcome.LimitReached, (await fixture.Store.CheckLimitsAsync(Request(refuse), CancellationToken.None))!.Outcome);

        // Of other people, with other effects, and of before the window: none of it counts.
        Assert.Null(await fixture.Store.CheckLimitsAsync(Request(refuse with { Principal = "bob" }), CancellationToken.None));
        Assert.Null(await fixture.Store.CheckLimitsAsync(Request(refuse with { Effects = Effects.Delete }), CancellationToken.None));
        Assert.Null(await fixture.Store.CheckLimitsAsync(Request(refuse with { Since = StoreFixture.Start }), CancellationToken.None));

        var cancelled = first.Submissions[0];
        await fixture.MoveAsync(cancelled, cancelled with { State = SubmissionState.Cancelled });
        Assert.Equal(AcceptOutcome.Recorded, (await AcceptAsync(refuse)).Outcome);

        var held = await AcceptAsync(refuse with { Rule = Rule(2, Reaction.Approve) });
        Assert.Equal(SubmissionState.PendingApproval, held.Submissions[0].State);
        Assert.Equal("few", (await fixture.Store.GetAsync(held.Submissions[0].Id, CancellationToken.None))!.Approval!.Rule);

        Task<AcceptResult> AcceptAsync(AcceptLimit limit) => fixture.Store.AcceptAsync(Request(limit), CancellationToken.None);
    }

    [Theory, ClassData(typeof(EveryStore))]
    public async Task Limit_IsExact_AmongRequestsOfOneGroup(StoreKind kind)
    {
        await using var fixture = await StoreFixture.OpenAsync(kind);
        var results = await Task.WhenAll(Enumerable.Range(0, 100).Select(index => Task.Run(() => fixture.Store.AcceptAsync(
            Request(new AcceptLimit(Rule(13, Reaction.Refuse), Effects.Isolate, null, StoreFixture.Start.AddMinutes(-10).AddTicks(index))), CancellationToken.None))));
        Assert.Equal(13, results.Count(result => result.Outcome == AcceptOutcome.Recorded));
    }

    [Theory, ClassData(typeof(EveryStore))]
    public async Task Windows_OfOneGroup_BeginWhereEachRequestSays(StoreKind kind)
    {
        await using var fixture = await StoreFixture.OpenAsync(kind);
        await fixture.Store.AcceptAsync(Request(Since(0, 100)), CancellationToken.None);

        // Recorded at the beginning of one window and just inside of the other.
        var results = await Task.WhenAll(Enumerable.Range(0, 200).Select(index => Task.Run(() => fixture.Store.AcceptAsync(
            index % 2 == 0 ? Request(Since(-1, 1)) : WithoutEffect(Since(0, 1)), CancellationToken.None))));
        Assert.Equal(100, results.Count(result => result.Outcome == AcceptOutcome.LimitReached));
        Assert.Equal(100, results.Count(result => result.Outcome == AcceptOutcome.Recorded));

        static AcceptLimit Since(int ticks, int max) => new(Rule(max, Reaction.Refuse), Effects.Isolate, null, StoreFixture.Start.AddTicks(ticks));

        static AcceptRequest WithoutEffect(AcceptLimit limit) => StoreFixture.Request(StoreFixture.New()) with { Limits = [limit] };
    }

    private static AcceptRequest Request(AcceptLimit limit) =>
        StoreFixture.Request(StoreFixture.New(kind: TaskKind.IsolateHost, isolate: true) with { Effects = Effects.Isolate }) with { Limits = [limit] };

    private static LimitRule Rule(int max, Reaction beyond) =>
        new() { Name = "few", Effects = [Effects.Isolate], Max = max, Window = TimeSpan.FromMinutes(10), Beyond = beyond };
}
