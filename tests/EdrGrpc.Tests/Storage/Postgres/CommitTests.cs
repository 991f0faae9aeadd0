using EdrGrpc.Submissions.Store;
using EdrGrpc.TestPostgres;
using Npgsql;
using Xunit;

namespace EdrGrpc.Tests.Storage.Postgres;

/// <summary>A connection that dies during COMMIT.</summary>
public sealed class CommitTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task LostCommit_IsFoundOut_AndAnsweredAsItIs(bool isStored)
    {
        await using var fixture = await StoreFixture.OpenAsync(StoreKind.Postgres);
        await using var proxy = new CuttingProxy((await PostgresCluster.SharedAsync()).Port);
        await using var replica = await Replica.OpenAsync(fixture, Through(fixture, proxy));
        await replica.AcceptAsync();
        for (var round = 0; round < 5; round++)
        {
            if (isStored)
            {
                proxy.CutAfterNextCommit();
            }
            else
            {
                proxy.CutBeforeNextCommit();
            }

            var results = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => replica.Store.AcceptAsync(StoreFixture.Request(StoreFixture.New()), CancellationToken.None)));
            Assert.All(results, result => Assert.Equal(AcceptOutcome.Recorded, result.Outcome));
        }

        Assert.Equal(5, proxy.Cuts);
        var all = await fixture.Store.ListAsync(SubmissionFilter.All, 0, 1000, CancellationToken.None);
        Assert.Equal(41, all.Count);
        Assert.Equal(Enumerable.Range(1, 41).Select(revision => (long)revision), await replica.RevisionsUpToAsync(41));
    }

    [Fact]
    public async Task LostCommit_OfALateIncident_IsStillNew()
    {
        await using var fixture = await StoreFixture.OpenAsync(StoreKind.Postgres);
        await using var proxy = new CuttingProxy((await PostgresCluster.SharedAsync()).Port);
        await using var replica = await Replica.OpenAsync(fixture, Through(fixture, proxy));
        var accepted = await replica.AcceptAsync();
        var ended = await fixture.MoveAsync(accepted, accepted with { State = Submissions.SubmissionState.Cancelled });
        proxy.CutAfterNextCommit();

        // It writes neither an event nor an audit record: only the writer's row tells that it was committed.
        var late = await replica.Store.RecordLateIncidentAsync(new LateIncident(ended.Id, 5, StoreFixture.Start, "late"), CancellationToken.None);
        Assert.True(late.IsNew);
        Assert.Equal(1, proxy.Cuts);
    }

    [Fact]
    public async Task LostCommit_ThatCannotBeFoundOut_SaysSo_AndCanBeRepeated()
    {
        await using var fixture = await StoreFixture.OpenAsync(StoreKind.Postgres);
        await using var proxy = new CuttingProxy((await PostgresCluster.SharedAsync()).Port) { RefuseAfterCut = true };
        await using var replica = await Replica.OpenAsync(fixture, Through(fixture, proxy));
        await replica.AcceptAsync();
        proxy.CutAfterNextCommit();
        var request = StoreFixture.Request(StoreFixture.New());

        var refused = await Assert.ThrowsAsync<StoreUnavailableException>(() => replica.Store.AcceptAsync(request, CancellationToken.None));
        Assert.True(refused.MayBeStored);
        Assert.Contains("not known", refused.Message, StringComparison.Ordinal);
        var downAgain = await Assert.ThrowsAsync<StoreUnavailableException>(() => replica.Store.AcceptAsync(request, CancellationToken.None));
        Assert.False(downAgain.MayBeStored);

        proxy.Mend();
        Assert.Equal(AcceptOutcome.Deduplicated, (await replica.Store.AcceptAsync(request, CancellationToken.None)).Outcome);
        Assert.Equal([1, 2], await replica.RevisionsUpToAsync(2));
    }

    private static string Through(StoreFixture fixture, CuttingProxy proxy) =>
        new NpgsqlConnectionStringBuilder(fixture.ConnectionString) { Port = proxy.Port }.ConnectionString;
}
