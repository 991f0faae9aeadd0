using System.Data.Common;
using EdrGrpc.Submissions.Store;
using Npgsql;

namespace EdrGrpc.Storage.Postgres;

/// <summary>Reads on pooled connections. A read that meets a connection which died in the pool is run once more.</summary>
internal sealed class PostgresReads(PostgresConnections connections)
{
    private volatile bool _closed;

    /// <summary>Runs a text of <see cref="Queries"/>.</summary>
    public Task<List<T>> ManyAsync<T>(Func<DbDataReader, T> read, string sql, CancellationToken cancellationToken, params object?[] values) => RunAsync(
        async connection =>
        {
            await using var command = new NpgsqlCommand(PgText.Of(sql), connection);
            foreach (var value in values)
            {
                command.Parameters.Add(PgText.Any(value));
            }

            var found = new List<T>();
            await using var rows = await command.ExecuteReaderAsync(cancellationToken);
            while (await rows.ReadAsync(cancellationToken))
            {
                found.Add(read(rows));
            }

            return found;
        },
        cancellationToken);

    public async Task<T?> OneAsync<T>(Func<DbDataReader, T> read, string sql, CancellationToken cancellationToken, params object?[] values) =>
        (await ManyAsync(read, sql, cancellationToken, values)).FirstOrDefault();

    public async Task<StoreHead> HeadAsync(CancellationToken cancellationToken) => (await OneAsync(StoreHead.Read, StoreHead.Select, cancellationToken))!;

    /// <summary>Takes no further reads.</summary>
    public void Close() => _closed = true;

    private async Task<T> RunAsync<T>(Func<NpgsqlConnection, Task<T>> body, CancellationToken cancellationToken)
    {
        if (_closed)
        {
            throw new StoreUnavailableException("The store is closed: the server is stopping.");
        }

        for (var isLast = false; ; isLast = true)
        {
            try
            {
                await using var connection = await connections.Reads.OpenConnectionAsync(cancellationToken);
                return await body(connection);
            }
            catch (Exception exception) when (PostgresErrors.IsKnown(exception))
            {
                if (isLast || !PostgresErrors.IsOfTheConnection(exception))
                {
                    throw PostgresErrors.Translate(exception, connections.Place);
                }
            }
        }
    }
}
