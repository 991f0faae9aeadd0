using System.Collections.Concurrent;
using EdrGrpc.Submissions;
using EdrGrpc.Submissions.Store;
using EdrGrpc.TestPostgres;
using Xunit;

namespace EdrGrpc.Tests.Storage.Postgres;

/// <summary>PostgreSQL goes away and comes back under load.</summary>
public sealed class OutageTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Restart_UnderLoad_LosesNoAcknowledgedRow_DoublesNone_AndNeedsNoRestartOfOurs(bool isCrash)
    {
        await using var cluster = await PostgresCluster.StartAsync();
        await using var fixture = await StoreFixture.OpenAsync(StoreKind.Postgres, cluster);
        await using var left = await Replica.OpenAsync(fixture);
        await using var right = await Replica.OpenAsync(fixture);
        var acknowledged = new ConcurrentDictionary<Guid, Guid>();
        var refusals = 0;
        using var stop = new CancellationTokenSource();
        var writers = Enumerable.Range(0, 16).Select(writer => Task.Run(async () =>
        {
            while (!stop.IsCancellationRequested)
            {
                var request = StoreFixture.Request(StoreFixture.New($"host-{writer}"));
                while (true)
                {
                    try
                    {
                        var result = await (writer % 2 == 0 ? left : right).Store.AcceptAsync(request, CancellationToken.None);
                        acknowledged[request.RequestId] = result.Submissions[0].Id;
                        break;
                    }
                    catch (StoreUnavailableException)
                    {
                        // Repeated with the same id, as a client does.
                        Interlocked.Increment(ref refusals);
                        await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, CancellationToken.None);
                    }
                }
            }
        })).ToList();

        for (var round = 0; round < 2; round++)
        {
            await Replica.UntilAsync(() => acknowledged.Count >= 300 * (round + 1));
            var before = acknowledged.Count;
            await (isCrash ? cluster.CrashAsync() : cluster.StopAsync());
            await Replica.UntilAsync(() => refusals > 0);
            await cluster.StartAgainAsync();
            await Replica.UntilAsync(() => acknowledged.Count >= before + 100);
        }

        await stop.CancelAsync();
        await Task.WhenAll(writers);
        var stored = await StoredAsync(left.Store);
        Assert.Equal(acknowledged.Values.Order(), stored.Select(submission => submission.Id).Order());
        Assert.Equal(stored.Count, stored.Select(submission => submission.RequestId).Distinct().Count());
        var expected = Enumerable.Range(1, stored.Count).Select(revision => (long)revision).ToList();
        Assert.Equal(expected, await left.RevisionsUpToAsync(stored.Count));
        Assert.Equal(expected, await right.RevisionsUpToAsync(stored.Count));
        Assert.Equal(stored.Count, left.Store.UnfinishedCount);
    }

    private static async Task<List<Submission>> StoredAsync(EdrGrpc.Storage.Postgres.PostgresSubmissionStore store)
    {
        var all = new List<Submission>();
        while (await store.ListAsync(SubmissionFilter.All, all.Count == 0 ? 0 : all[^1].AcceptRevision, 1000, CancellationToken.None) is { Count: > 0 } page)
        {
            all.AddRange(page);
        }

        return all;
    }
}
