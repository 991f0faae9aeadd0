using EdrGrpc.TestPostgres;

namespace EdrGrpc.IntegrationTests.Support;

/// <summary>EDRGRPC_TEST_STORE=Postgres runs the gateways of these tests on PostgreSQL, each on a database of its own; otherwise they use SQLite.</summary>
internal sealed class TestStore : IAsyncDisposable
{
    private readonly PostgresCluster? _cluster;
    private readonly string _connectionString = "";

    private TestStore(PostgresCluster? cluster, string connectionString)
    {
        _cluster = cluster;
        _connectionString = connectionString;
    }

    /// <summary>What to set, "Store:Provider" …; empty for SQLite.</summary>
    public IReadOnlyDictionary<string, string> Settings => _cluster is null
        ? new Dictionary<string, string>(StringComparer.Ordinal)
        : new Dictionary<string, string>(StringComparer.Ordinal) { ["Store:Provider"] = "Postgres", ["Store:ConnectionString"] = _connectionString };

    public static async Task<TestStore> CreateAsync()
    {
        if (Environment.GetEnvironmentVariable("EDRGRPC_TEST_STORE") is not "Postgres")
        {
            return new TestStore(null, "");
        }

        var cluster = await PostgresCluster.SharedAsync();
        return new TestStore(cluster, await cluster.CreateDatabaseAsync());
    }

    public async ValueTask DisposeAsync()
    {
        if (_cluster is not null)
        {
            await _cluster.DropDatabaseAsync(_connectionString);
        }
    }
}
