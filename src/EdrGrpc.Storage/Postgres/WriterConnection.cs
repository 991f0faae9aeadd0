using System.Data;
using EdrGrpc.Submissions.Store;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace EdrGrpc.Storage.Postgres;

/// <summary>The writer's connection: opened when it is needed, given up after an error, and the only one that knows whether a lost COMMIT arrived.</summary>
internal sealed class WriterConnection(PostgresConnections connections, Guid writer, TimeProvider time, ILogger logger) : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    private NpgsqlConnection? _connection;

    /// <summary>True if it has worked before: an error may only mean that it was closed in the meantime.</summary>
    public bool IsUsed { get; private set; }

    public async Task<NpgsqlConnection> OpenAsync()
    {
        if (_connection is { State: not ConnectionState.Open })
        {
            // A keepalive found it dead while nothing was written.
            await GiveUpAsync();
        }

        if (_connection is null)
        {
            IsUsed = false;
            _connection = await connections.OpenWriterAsync(CancellationToken.None);
            var (identity, isRaised) = await PostgresSchema.LoadAsync(_connection, raiseEpoch: false, CancellationToken.None);
            if (isRaised)
            {
                PostgresLog.EpochRaised(logger, connections.Place, identity.Epoch);
            }
        }

        return _connection;
    }

    public void Worked() => IsUsed = true;

    public async Task GiveUpAsync()
    {
        if (_connection is { } connection)
        {
            _connection = null;
            await connection.DisposeAsync();
        }
    }

    /// <summary>
    /// Whether a group whose COMMIT got no answer was committed. The lock of the head is waited for, so that the old session has ended its transaction.
    /// Null if the database does not come back in time.
    /// </summary>
    public async Task<bool?> FindOutAsync(long group)
    {
        var started = time.GetTimestamp();
        while (true)
        {
            try
            {
                var connection = await OpenAsync();
                await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.ReadCommitted);
                await using (var head = new NpgsqlCommand(StoreHead.Lock, connection))
                {
                    await head.ExecuteNonQueryAsync();
                }

                await using var select = new NpgsqlCommand("SELECT group_number FROM writers WHERE id = $1", connection) { Parameters = { PgText.Value(writer) } };
                var isCommitted = await select.ExecuteScalarAsync() is long number && number >= group;
                await transaction.CommitAsync();
                PostgresLog.CommitResolved(logger, connections.Place, isCommitted ? "committed" : "not committed");
                return isCommitted;
            }
            catch (Exception exception) when (PostgresErrors.IsKnown(exception) || exception is StoreUnavailableException)
            {
                await GiveUpAsync();
                if (time.GetElapsedTime(started) > Patience)
                {
                    PostgresLog.CommitResolved(logger, connections.Place, "unreachable");
                    return null;
                }

                await Task.Delay(Pause, time);
            }
        }
    }

    /// <summary>Forgets this writer in the database, if that is possible.</summary>
    public async Task SignOffAsync()
    {
        try
        {
            if (_connection is { } connection)
            {
                await using var command = new NpgsqlCommand("DELETE FROM writers WHERE id = $1", connection) { Parameters = { PgText.Value(writer) } };
                await command.ExecuteNonQueryAsync();
            }
        }
        catch (Exception exception) when (PostgresErrors.IsKnown(exception))
        {
            // The row is removed by a later start.
        }
    }

    public async ValueTask DisposeAsync() => await GiveUpAsync();
}
