using Npgsql;

namespace EdrGrpc.Storage.Postgres;

/// <summary>The membership of replicas in the store's database: schema 3, spoken by Orleans.</summary>
public static class PostgresClustering
{
    /// <summary>Connections for the membership: few, short, and durable.</summary>
    /// <exception cref="Submissions.Store.StoreUnavailableException">The connection string cannot be read.</exception>
    public static NpgsqlDataSource Open(string connectionString) => PostgresConnections.ForClustering(connectionString);

    /// <summary>Replicas that were alive within the last while, with the name of their machine.</summary>
    public static async Task<IReadOnlyList<(string Address, int Port, string HostName)>> ReadAliveAsync(NpgsqlDataSource source, TimeSpan within, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(source);
        const string sql = "SELECT address, port, host_name FROM cluster_members WHERE status = 3 AND alive_at > now() - $1";
        await using var command = source.CreateCommand(sql);
        command.Parameters.Add(new NpgsqlParameter<TimeSpan> { TypedValue = within });
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        var alive = new List<(string, int, string)>();
        while (await rows.ReadAsync(cancellationToken))
        {
            alive.Add((rows.GetString(0), rows.GetInt32(1), rows.GetString(2)));
        }

        return alive;
    }
}
