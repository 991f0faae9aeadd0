using CsCheck;
using EdrGrpc.Submissions;
using EdrGrpc.Submissions.Actions;
using EdrGrpc.Submissions.Store;
using Xunit;

namespace EdrGrpc.Tests.Storage;

public sealed class ReadTests
{
    [Theory, ClassData(typeof(EveryStore))]
    public async Task Pages_HoldEverySubmissionOnce_NewestFirst_ForEveryFilter(StoreKind kind)
    {
        await using var fixture = await StoreFixture.OpenAsync(kind);
        var all = new List<Submission>();
        for (var index = 0; index < 60; index++)
        {
            var labels = new Dictionary<string, string> { ["team"] = index % 3 == 0 ? "soc" : "it", ["even"] = (index % 2 == 0).ToString() };
            var task = index % 4 == 0 ? TaskKind.DeleteFile : TaskKind.GetFile;
            all.Add(await fixture.AcceptAsync(StoreFixture.New($"host-{index % 5}", task, context: new SubmissionContext("", "", "", labels)) with
            {
                CreatedAt = StoreFixture.Start.AddMinutes(index), Server = index % 7 == 0 ? "second" : "default",
            }));
        }

        all[7] = await fixture.MoveAsync(all[7], all[7] with { State = SubmissionState.Cancelled });
        var filters = Gen.Select(
            OneOf("", "host-1", "host-4", "none"),
            OneOf("", "default", "second"),
            OneOf(TaskKind.GetFile, TaskKind.DeleteFile, TaskKind.IocScan).HashSet[0, 2],
            OneOf(SubmissionState.Accepted, SubmissionState.Cancelled).HashSet[0, 2],
            OneOf<string?>(null, "soc", "it"),
            Gen.Int[1, 13],
            Gen.Int[0, 70]);
        await filters.SampleAsync(
            async (host, server, kinds, states, team, size, from) =>
            {
                var filter = new SubmissionFilter
                {
                    TargetHost = host,
                    Server = server,
                    Kinds = kinds,
                    States = states,
                    Labels = team is null ? new Dictionary<string, string>() : new Dictionary<string, string> { ["team"] = team, ["even"] = "True" },
                    CreatedFrom = from > 60 ? null : StoreFixture.Start.AddMinutes(from),
                };
                var seen = new List<Guid>();
                long before = 0;
                while (await fixture.Store.ListAsync(filter, before, size, CancellationToken.None) is { Count: > 0 } page)
                {
                    seen.AddRange(page.Select(submission => submission.Id));
                    before = page[^1].AcceptRevision;
                }

                Assert.Equal(all.Where(filter.Matches).Reverse().Select(submission => submission.Id), seen);
            },
            iter: 100);
    }

    [Theory, ClassData(typeof(EveryStore))]
    public async Task Unfinished_AfterAReopen_AreTheSame_WithoutThoseThatEnded(StoreKind kind)
    {
        await using var fixture = await StoreFixture.OpenAsync(kind);
        var accepted = new List<Submission>();
        for (var index = 0; index < 6; index++)
        {
            accepted.Add(await fixture.AcceptAsync(StoreFixture.New("a")));
        }

        accepted[2] = await fixture.MoveAsync(accepted[2], accepted[2] with { State = SubmissionState.Cancelled });
        var before = await fixture.Store.GetUnfinishedAsync(new HostKey("default", "a"), CancellationToken.None);
        await fixture.Store.DisposeAsync();
        await fixture.ReopenAsync();

        var after = await fixture.Store.GetUnfinishedAsync(new HostKey("default", "a"), CancellationToken.None);
        Assert.Equal(accepted.Where(submission => !submission.State.IsTerminal()).Select(submission => submission.Id), after.Select(submission => submission.Id));
        Assert.Equal(before.Select(submission => submission.Id), after.Select(submission => submission.Id));
        Assert.Equal(5, fixture.Store.UnfinishedCount);
    }

    [Theory, ClassData(typeof(EveryStore))]
    public async Task Unfinished_ComeInTheOrderAccepted_PerHost(StoreKind kind)
    {
        await using var fixture = await StoreFixture.OpenAsync(kind);
        var mine = new List<Guid>();
        for (var index = 0; index < 20; index++)
        {
            var accepted = await fixture.AcceptAsync(StoreFixture.New(index % 2 == 0 ? "a" : "b"));
            if (index % 2 == 0)
            {
                mine.Add(accepted.Id);
            }
        }

        Assert.Equal(mine, (await fixture.Store.GetUnfinishedAsync(new HostKey("default", "a"), CancellationToken.None)).Select(submission => submission.Id));
        Assert.Equal(
            [new HostKey("default", "a"), new HostKey("default", "b")],
            (await fixture.Store.GetHostsWithUnfinishedAsync(CancellationToken.None)).OrderBy(host => host.HostId, StringComparer.Ordinal));
        Assert.Equal(20, await fixture.Store.CountUnfinishedAsync("default", CancellationToken.None));
    }

    [Theory, ClassData(typeof(EveryStore))]
    public async Task Revisions_BecomeVisibleInOrder_UnderParallelWriters(StoreKind kind)
    {
        await using var fixture = await StoreFixture.OpenAsync(kind);
        var gaps = 0;
        using var stop = new CancellationTokenSource();
        var reader = Task.Run(async () =>
        {
            while (!stop.IsCancellationRequested)
            {
                var head = fixture.Store.HeadRevision;
                var events = await fixture.Store.ReadEventsAsync(0, head, int.MaxValue, CancellationToken.None);
                if (events.Count != head)
                {
                    Interlocked.Increment(ref gaps);
                }
            }
        });
        await Task.WhenAll(Enumerable.Range(0, 32).Select(writer => Task.Run(async () =>
        {
            for (var index = 0; index < 20; index++)
            {
                await fixture.AcceptAsync(StoreFixture.New($"host-{writer}"));
            }
        })));
        await stop.CancelAsync();
        await reader;

        Assert.Equal(0, gaps);
        Assert.Equal(Enumerable.Range(1, 640).Select(revision => (long)revision), fixture.Published.Select(submissionEvent => submissionEvent.Revision));
    }

    [Theory, ClassData(typeof(EveryStore))]
    public async Task Purge_RemovesWhatEnded_AndNothingElse(StoreKind kind)
    {
        await using var fixture = await StoreFixture.OpenAsync(kind);
        await fixture.ObserveAsync();
        var ended = await fixture.AcceptAsync(StoreFixture.New("a"));
        ended = await fixture.MoveAsync(ended, ended with { State = SubmissionState.Cancelled });
        var open = await fixture.AcceptAsync(StoreFixture.New("b"));

        Assert.Equal(0, await fixture.Store.PurgeAsync(StoreFixture.Start, 10, CancellationToken.None));
        Assert.Equal(1, await fixture.Store.PurgeAsync(StoreFixture.Start.AddDays(1), 10, CancellationToken.None));
        Assert.Null(await fixture.Store.GetAsync(ended.Id, CancellationToken.None));
        Assert.Null(await fixture.Store.FindRequestAsync("alice", ended.RequestId, CancellationToken.None));
        Assert.NotNull(await fixture.Store.GetAsync(open.Id, CancellationToken.None));
        Assert.Equal(ended.Revision, fixture.Store.PurgedRevision);
        await fixture.Store.DisposeAsync();
        await fixture.ReopenAsync();
        Assert.Equal(ended.Revision, fixture.Store.PurgedRevision);
    }

    private static Gen<T> OneOf<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(index => values[index]);
}
