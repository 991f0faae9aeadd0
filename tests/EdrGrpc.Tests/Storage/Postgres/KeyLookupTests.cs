using EdrGrpc.Submissions;
using Npgsql;
using Xunit;

namespace EdrGrpc.Tests.Storage.Postgres;

/// <summary>
/// Statements are prepared while the tables are small and run for years. What they read must be the rows they are for, however many there are:
/// PostgreSQL counts what it reads.
/// </summary>
public sealed class KeyLookupTests
{
    private const int Lives = 30;
    private const int Stored = 20_000;
    private const int MostReadOfOneLife = 150;

    // Copies of a submission whose task was found, in the state it has, with keys of their own.
    private const string Copy = """
        INSERT INTO submissions (id, accept_revision, batch_item_id, request_id, principal, server, target_host, kind, area, severity, action, created_at, effects,
          state, revision, updated_at, incident_id, task_id, attempts, waiting_reason)
        SELECT gen_random_uuid(), -n, '', gen_random_uuid(), s.principal, s.server, s.target_host || n, s.kind, s.area, s.severity, s.action, s.created_at, s.effects,
          9, -n, s.updated_at, 1000000 + n, 1000000 + n, 1, ''
        FROM (SELECT * FROM submissions WHERE accept_revision = 1) s CROSS JOIN generate_series(1, $1) n
        """;

    private const string Read = """
        SELECT relid::regclass || ' ' || indexrelid::regclass || ': ' || idx_tup_read, idx_tup_read FROM pg_stat_user_indexes WHERE relid = 'submissions'::regclass
        UNION ALL SELECT relname || ' without an index: ' || seq_tup_read, seq_tup_read FROM pg_stat_user_tables WHERE relid = 'submissions'::regclass
        """;

    [Fact]
    public async Task NoStep_ReadsMoreWhenTheStoreGrows()
    {
        await using var fixture = await StoreFixture.OpenAsync(StoreKind.Postgres);
        await fixture.ObserveAsync();
        await using (var other = await Replica.OpenAsync(fixture))
        {
            for (var life = 1; life <= Lives; life++)
            {
                await LiveAsync(fixture, life);
            }

            await CopyAsync(fixture.ConnectionString);
            for (var life = Lives + 1; life <= 2 * Lives; life++)
            {
                await LiveAsync(fixture, life);
            }

            await other.RevisionsUpToAsync(fixture.Store.HeadRevision);
        }

        // What a connection has read is counted, at the latest, when it ends.
        await fixture.Store.DisposeAsync();
        var counts = await CountsAsync(fixture.ConnectionString);
        var read = counts.Sum(count => count.Rows);
        Assert.True(read is > 2 * Lives and < 2 * Lives * MostReadOfOneLife, string.Join('\n', counts.Select(count => count.Text)));
    }

    private static async Task LiveAsync(StoreFixture fixture, int number)
    {
        var store = fixture.Store;
        var accepted = await fixture.AcceptAsync(StoreFixture.New($"host-{number}"));
        Assert.Single(await store.GetUnfinishedAsync(accepted.Host, CancellationToken.None));
        var started = await fixture.SendAsync(accepted, number, $"{number}");
        Assert.Single(await store.GetClaimedTasksAsync("default", [$"{number}", "0"], CancellationToken.None));
        Assert.True(await store.IsIncidentClaimedAsync("default", number, CancellationToken.None));
        await store.GetBudgetUseAsync("default", CancellationToken.None);
        await fixture.MoveAsync(started, started with { State = SubmissionState.Succeeded });
        Assert.NotNull(await store.GetAsync(accepted.Id, CancellationToken.None));
        Assert.NotNull(await store.FindRequestAsync(accepted.Principal, accepted.RequestId, CancellationToken.None));
        Assert.NotEmpty(await store.ReadEventsAsync(accepted.Id, 0, 100, CancellationToken.None));
    }

    private static async Task CopyAsync(string connectionString)
    {
        await using var connection = new NpgsqlConnection(connectionString + ";Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(Copy, connection) { Parameters = { new NpgsqlParameter<int> { TypedValue = Stored } } };
        Assert.Equal(Stored, await command.ExecuteNonQueryAsync());
    }

    private static async Task<List<(string Text, long Rows)>> CountsAsync(string connectionString)
    {
        await using var connection = new NpgsqlConnection(connectionString + ";Pooling=false");
        await connection.OpenAsync();
        await using (var others = new NpgsqlCommand("SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'", connection))
        {
            await Replica.UntilAsync(() => others.ExecuteScalar() is 0L);
        }

        await using var command = new NpgsqlCommand(Read, connection);
        await using var rows = await command.ExecuteReaderAsync();
        var counts = new List<(string, long)>();
        while (await rows.ReadAsync())
        {
            counts.Add((rows.GetString(0), rows.GetInt64(1)));
        }

        return counts;
    }
}
