using EdrGrpc.Storage;
using EdrGrpc.Storage.Postgres;
using EdrGrpc.Submissions;
using EdrGrpc.Submissions.Store;
using EdrGrpc.TestPostgres;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Xunit;

namespace EdrGrpc.Tests.Storage.Postgres;

/// <summary>The rule of docs/replicas.md for upgrades: old replicas run on while a new one has migrated.</summary>
public sealed class UpgradeTests
{
    [Fact]
    public async Task EachOlderSchema_IsMigratedByANewServer_AndThenRefusedByAnOldOne()
    {
        var all = EmbeddedMigrations.Of("Postgres").OrderBy(migration => migration.Version).ToList();
        var cluster = await PostgresCluster.SharedAsync();
        for (var known = 1; known < all.Count; known++)
        {
            var database = await cluster.CreateDatabaseAsync();
            await PrepareAsync(database, all[..known]);
            await using (var store = await PostgresSubmissionStore.OpenAsync(
                new PostgresStoreOptions { ConnectionString = database }, new NobodyListens(), TimeProvider.System, NullLoggerFactory.Instance, CancellationToken.None))
            {
                Assert.Equal(AcceptOutcome.Recorded, (await store.AcceptAsync(StoreFixture.Request(StoreFixture.New()), CancellationToken.None)).Outcome);
            }

            var refused = await Assert.ThrowsAsync<StoreUnavailableException>(() => PrepareAsync(database, all[..known]));
            Assert.Contains("newer version", refused.Message, StringComparison.Ordinal);
            await cluster.DropDatabaseAsync(database);
        }
    }

    [Fact]
    public async Task ReplicaThatRuns_GoesOnAfterAMigrationThatOnlyAdds()
    {
        await using var fixture = await StoreFixture.OpenAsync(StoreKind.Postgres);
        var before = await fixture.AcceptAsync(StoreFixture.New());
        Assert.NotNull(await fixture.Store.GetAsync(before.Id, CancellationToken.None));
        await PrepareAsync(
            fixture.ConnectionString,
            [
                .. EmbeddedMigrations.Of("Postgres"),
                (PostgresSchema.Latest + 1,
                    """
                    ALTER TABLE submissions ADD COLUMN later text;
                    ALTER TABLE events ADD COLUMN later text NOT NULL DEFAULT '';
                    ALTER TABLE store_head ADD COLUMN later bigint NOT NULL DEFAULT 0;
                    CREATE TABLE later (x integer);
                    """),
            ]);

        // Its statements were prepared before.
        var current = (await fixture.Store.GetAsync(before.Id, CancellationToken.None))!;
        var change = new SubmissionChange(current, current with { WaitingReason = "x" }, "Waiting: x.", EventSource.Gateway);
        Assert.Equal(ChangeOutcome.Applied, (await fixture.Store.ApplyAsync(change, CancellationToken.None)).Outcome);
        var after = await fixture.AcceptAsync(StoreFixture.New());
        Assert.Equal(2, (await fixture.Store.ReadEventsAsync(before.Id, 0, 10, CancellationToken.None)).Count);
        Assert.Equal(2, (await fixture.Store.ListAsync(SubmissionFilter.All, 0, 10, CancellationToken.None)).Count);
        Assert.Equal(after.Revision, fixture.Store.HeadRevision);
    }

    private static async Task PrepareAsync(string connectionString, IReadOnlyList<(int Version, string Sql)> migrations)
    {
        await using var connection = new NpgsqlConnection(connectionString + ";Pooling=false");
        await connection.OpenAsync();
        await PostgresSchema.PrepareAsync(connection, "the database", migrations, NullLogger.Instance, CancellationToken.None);
    }
}
