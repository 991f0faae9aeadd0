using EdrGrpc.Submissions;
using EdrGrpc.Submissions.Actions;
using EdrGrpc.Submissions.Store;
using Xunit;

namespace EdrGrpc.Tests.Storage;

/// <summary>What stands isolated, releases that are due, and incidents that came late.</summary>
public sealed class IsolationTests
{
    [Theory, ClassData(typeof(EveryStore))]
    public async Task Isolation_Stands_IsDueForRelease_AndEndsWithIt(StoreKind kind)
    {
        await using var fixture = await StoreFixture.OpenAsync(kind);
        await fixture.ObserveAsync();
        var isolation = await fixture.SendAsync(await fixture.AcceptAsync(Isolation("a", true) with { ReleaseAfter = TimeSpan.FromHours(1) }), 100, "195");
        isolation = await fixture.MoveAsync(isolation, isolation with { State = SubmissionState.Succeeded });
        await fixture.AcceptAsync(StoreFixture.New("b"));

        Assert.Equal([isolation.Id], Ids(await fixture.Store.GetIsolationsAsync("", CancellationToken.None)));
        Assert.Equal([isolation.Id], Ids(await fixture.Store.GetIsolationsAsync("default", CancellationToken.None)));
        Assert.Empty(await fixture.Store.GetIsolationsAsync("other", CancellationToken.None));
        Assert.Empty(await fixture.Store.GetReleasesDueAsync(StoreFixture.Start.AddMinutes(59), 10, CancellationToken.None));
        Assert.Equal([isolation.Id], Ids(await fixture.Store.GetReleasesDueAsync(StoreFixture.Start.AddMinutes(61), 10, CancellationToken.None)));
        Assert.Null(await fixture.Store.FindReleaseAsync(isolation.Id, CancellationToken.None));

        var release = await fixture.AcceptAsync(Isolation("a", false) with { IsolationId = isolation.Id });
        Assert.Equal(release.Id, (await fixture.Store.FindReleaseAsync(isolation.Id, CancellationToken.None))!.Id);
        Assert.Empty(await fixture.Store.GetIsolationsAsync("", CancellationToken.None));
        Assert.Empty(await fixture.Store.GetReleasesDueAsync(StoreFixture.Start.AddMinutes(61), 10, CancellationToken.None));
    }

    [Theory, ClassData(typeof(EveryStore))]
    public async Task LateIncident_IsNewOnce_AndAnEventWhileUnfinished(StoreKind kind)
    {
        await using var fixture = await StoreFixture.OpenAsync(kind);
        await fixture.ObserveAsync();
        var sent = (await fixture.BeginAsync(await fixture.AcceptAsync(StoreFixture.New()))).Submission!;
        var late = new LateIncident(sent.Id, 77, StoreFixture.Start.AddSeconds(5), "late");

        var first = await fixture.Store.RecordLateIncidentAsync(late, CancellationToken.None);
        Assert.True(first.IsNew);
        Assert.Equal(sent.Revision + 1, first.Submission!.Revision);
        Assert.False((await fixture.Store.RecordLateIncidentAsync(late, CancellationToken.None)).IsNew);
        Assert.False((await fixture.Store.RecordLateIncidentAsync(late with { SubmissionId = Guid.NewGuid() }, CancellationToken.None)).IsNew);

        var ended = await fixture.MoveAsync(first.Submission, first.Submission with { State = SubmissionState.OutcomeUnknown });
        var after = await fixture.Store.RecordLateIncidentAsync(late with { IncidentId = 78 }, CancellationToken.None);
        Assert.Equal((true, ended.Revision), (after.IsNew, after.Submission!.Revision));
        Assert.Equal([sent.Id], Ids(await fixture.Store.GetDoubtfulAsync(StoreFixture.Start, CancellationToken.None)));
        Assert.Empty(await fixture.Store.GetDoubtfulAsync(StoreFixture.Start.AddSeconds(10), CancellationToken.None));
    }

    [Theory, ClassData(typeof(EveryStore))]
    public async Task BudgetUse_NamesTheOldestHolder(StoreKind kind)
    {
        await using var fixture = await StoreFixture.OpenAsync(kind);
        Assert.Equal(new BudgetUse(0, 0, null, null), await fixture.Store.GetBudgetUseAsync("default", CancellationToken.None));
        await fixture.ObserveAsync("10", "x");
        await fixture.SendAsync(await fixture.AcceptAsync(StoreFixture.New("a")), 1, "30");
        var oldest = await fixture.SendAsync(await fixture.AcceptAsync(StoreFixture.New("b")), 2, "20");

        var use = await fixture.Store.GetBudgetUseAsync("default", CancellationToken.None);
        Assert.Equal((3, 2, StoreFixture.Start, oldest.Id), (use.TasksCounted, use.Permits, use.ObservedAt, use.Oldest!.Id));
        await fixture.Store.CheckAsync(CancellationToken.None);
    }

    private static Submission Isolation(string host, bool enable) => StoreFixture.New(host, TaskKind.IsolateHost, enable);

    private static IEnumerable<Guid> Ids(IEnumerable<Submission> submissions) => submissions.Select(submission => submission.Id);
}
