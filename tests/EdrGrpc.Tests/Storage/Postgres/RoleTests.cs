using System.Runtime.CompilerServices;
using EdrGrpc.Storage.Postgres;
using EdrGrpc.Submissions;
using EdrGrpc.Submissions.Access;
using EdrGrpc.Submissions.Audit;
using EdrGrpc.Submissions.Store;
using EdrGrpc.TestPostgres;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Xunit;

namespace EdrGrpc.Tests.Storage.Postgres;

/// <summary>deploy/postgres/roles.sql: the owner migrates, the replicas run with fewer rights.</summary>
public sealed class RoleTests
{
    [Fact]
    public async Task Replicas_RunWithoutRightsToTablesAndAuditRecords()
    {
        await using var cluster = await PostgresCluster.StartAsync();
        var name = new NpgsqlConnectionStringBuilder(await cluster.CreateDatabaseAsync()).Database!;
        await cluster.ExecuteAsync(name, await File.ReadAllTextAsync(Path.Combine(Here(), "..", "..", "..", "..", "deploy", "postgres", "roles.sql")));

        var tooEarly = await Assert.ThrowsAsync<StoreUnavailableException>(() => OpenAsync(cluster.ConnectionString(name, "edrgrpc")));
        Assert.Contains("--migrate-store", tooEarly.Message, StringComparison.Ordinal);
        await (await OpenAsync(cluster.ConnectionString(name, "edrgrpc_owner"))).DisposeAsync();

        await using (var store = await OpenAsync(cluster.ConnectionString(name, "edrgrpc")))
        {
            await WorkAsync(store);
        }

        foreach (var forbidden in (string[])["UPDATE audit SET principal = 'x'", "DELETE FROM audit", "TRUNCATE audit", "UPDATE events SET detail = 'x'", "CREATE TABLE x (y int)", "DROP TABLE submissions", "DELETE FROM last_added"])
        {
            await using var connection = new NpgsqlConnection(cluster.ConnectionString(name, "edrgrpc") + ";Pooling=false");
            await connection.OpenAsync();
            await using var command = new NpgsqlCommand(forbidden, connection);
            var refused = await Assert.ThrowsAsync<PostgresException>(() => command.ExecuteNonQueryAsync());
            Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, refused.SqlState);
        }
    }

    // Something of everything that writes.
    private static async Task WorkAsync(PostgresSubmissionStore store)
    {
        var audit = new AuditEntry { Time = StoreFixture.Start, Principal = "alice", Operation = "x", Outcome = "ALLOWED" };
        await store.RecordObservationAsync("default", ["1"], StoreFixture.Start, CancellationToken.None);
        var accepted = (await store.AcceptAsync(StoreFixture.Request(StoreFixture.New()), CancellationToken.None)).Submissions[0];
        var begun = await store.BeginSendAsync(
            new BeginSend(accepted, StoreFixture.Start, StoreFixture.Start.AddSeconds(10), null, 7, [], 90, TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(1), "Sending."), CancellationToken.None);
        Assert.True((await store.RecordLateIncidentAsync(new LateIncident(accepted.Id, 5, StoreFixture.Start, "late"), CancellationToken.None)).IsNew);
        var current = (await store.GetAsync(accepted.Id, CancellationToken.None))!;
        Assert.Equal(BeginSendOutcome.Granted, begun.Outcome);
        var ended = await store.ApplyAsync(new SubmissionChange(current, current with { State = SubmissionState.Rejected }, "x", EventSource.KscAnswer), CancellationToken.None);
        Assert.Equal(ChangeOutcome.Applied, ended.Outcome);
        var token = new ApiToken(Guid.NewGuid(), new byte[32], "alice", "", "alice", StoreFixture.Start, StoreFixture.Start.AddDays(1), null);
        await store.AddTokenAsync(token, audit, CancellationToken.None);
        Assert.NotNull(await store.RevokeTokenAsync(token.Id, StoreFixture.Start, audit, CancellationToken.None));
        await store.SetSendingAsync(SendingState.Going, audit, CancellationToken.None);
        await store.AppendAsync(audit, CancellationToken.None);
        Assert.Equal(1, await store.PurgeAsync(StoreFixture.Start.AddDays(1), 10, CancellationToken.None));
        await store.CheckAsync(CancellationToken.None);
    }

    private static Task<PostgresSubmissionStore> OpenAsync(string connectionString) => PostgresSubmissionStore.OpenAsync(
        new PostgresStoreOptions { ConnectionString = connectionString }, new NobodyListens(), TimeProvider.System, NullLoggerFactory.Instance, CancellationToken.None);

    private static string Here([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;
}
