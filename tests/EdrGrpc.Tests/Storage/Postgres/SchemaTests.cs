using EdrGrpc.Storage.Postgres;
using EdrGrpc.Submissions.Store;
using EdrGrpc.TestPostgres;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Xunit;

namespace EdrGrpc.Tests.Storage.Postgres;

/// <summary>Creating, migrating and moving the database.</summary>
public sealed class SchemaTests
{
    [Fact]
    public async Task ManyStarters_MakeOneStore()
    {
        var cluster = await PostgresCluster.SharedAsync();
        for (var round = 0; round < 3; round++)
        {
            var database = await cluster.CreateDatabaseAsync();
            var stores = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(() => PostgresSubmissionStore.OpenAsync(
                new PostgresStoreOptions { ConnectionString = database }, new NobodyListens(), TimeProvider.System, NullLoggerFactory.Instance, CancellationToken.None))));
            Assert.Single(stores.Select(store => store.Identity).Distinct());
            var accepted = await Task.WhenAll(stores.Select(store => store.AcceptAsync(StoreFixture.Request(StoreFixture.New()), CancellationToken.None)));
            Assert.Equal([1, 2, 3, 4, 5, 6], accepted.Select(result => result.Submissions[0].Revision).Order());
            foreach (var store in stores)
            {
                await store.DisposeAsync();
            }

            await cluster.DropDatabaseAsync(database);
        }
    }

    [Fact]
    public async Task NewerSchema_IsRefusedWithASentence()
    {
        await using var fixture = await StoreFixture.OpenAsync(StoreKind.Postgres);
        await fixture.ExecuteAsync("UPDATE schema_version SET version = 999");
        var refused = await Assert.ThrowsAsync<StoreUnavailableException>(() => Replica.OpenAsync(fixture));
        Assert.Contains("newer version", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task FailingMigration_LeavesTheOldVersionWhole()
    {
        await using var fixture = await StoreFixture.OpenAsync(StoreKind.Postgres);
        var accepted = await fixture.AcceptAsync(StoreFixture.New());
        var next = PostgresSchema.Latest + 1;
        List<(int Version, string Sql)> migrations =
            [.. EdrGrpc.Storage.EmbeddedMigrations.Of("Postgres"), (next, "CREATE TABLE later (x int); UPDATE submissions SET area = 'lost'; SELECT * FROM no_such_table")];
        await using (var connection = new NpgsqlConnection(fixture.ConnectionString))
        {
            await connection.OpenAsync();
            await Assert.ThrowsAsync<PostgresException>(() => PostgresSchema.PrepareAsync(connection, "x", migrations, NullLogger.Instance, CancellationToken.None));
        }

        await using var again = await Replica.OpenAsync(fixture);
        Assert.Equal("Kuma", (await again.Store.GetAsync(accepted.Id, CancellationToken.None))!.Area);
    }

    [Fact]
    public async Task OtherServerOrTimeline_RaisesTheEpoch_AlsoOfReplicasThatRun()
    {
        await using var fixture = await StoreFixture.OpenAsync(StoreKind.Postgres);
        var first = fixture.Store.Identity;
        await fixture.AcceptAsync(StoreFixture.New());

        // What is found in a database that was restored elsewhere, or on a standby after its promotion.
        await fixture.ExecuteAsync("UPDATE store_head SET cluster = '1/00000001'");
        await using var other = await Replica.OpenAsync(fixture);
        Assert.Equal(first with { Epoch = first.Epoch + 1 }, other.Store.Identity);
        await fixture.AcceptAsync(StoreFixture.New());
        Assert.Equal(other.Store.Identity, fixture.Store.Identity);
        await using var third = await Replica.OpenAsync(fixture);
        Assert.Equal(other.Store.Identity, third.Store.Identity);
    }
}
