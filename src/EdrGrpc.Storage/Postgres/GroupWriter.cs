using EdrGrpc.Submissions;
using EdrGrpc.Submissions.Store;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace EdrGrpc.Storage.Postgres;

/// <summary>
/// Group commit: one task, up to 256 writes in one transaction, callers completed after its commit. A group takes the lock of the head first, so groups
/// of all replicas follow one another. When a group fails because of its data, each of its writes is run again alone.
/// </summary>
internal sealed class GroupWriter : IAsyncDisposable
{
    // A group is one message to PostgreSQL per table.
    private const long MostBytes = 32 << 20;

    private readonly WriteQueue<IPostgresWrite> _queue = new();
    private readonly PostgresStoreOptions _options;
    private readonly WriterConnection _connection;
    private readonly Action<StoreHead, IReadOnlyList<SubmissionEvent>> _committed;
    private readonly WriteTrouble _trouble;
    private readonly ILogger _logger;
    private readonly string _place;
    private readonly Guid _writer;
    private readonly Task _work;
    private IPostgresWrite? _held;
    private long _group;

    public GroupWriter(
        PostgresStoreOptions options, PostgresConnections connections, Action<StoreHead, IReadOnlyList<SubmissionEvent>> committed, TimeProvider time, ILogger logger)
    {
        _options = options;
        _committed = committed;
        _logger = logger;
        _place = connections.Place;
        _writer = Guid.NewGuid();
        _trouble = new WriteTrouble(_place, time, logger);
        _connection = new WriterConnection(connections, _writer, time, logger);
        _work = Task.Run(WorkAsync);
    }

    public async Task<T> RunAsync<T>(PendingWrite<T> write, CancellationToken cancellationToken)
    {
        await _queue.AddAsync((IPostgresWrite)(IPendingWrite)write, cancellationToken);
        return await write.Task;
    }

    /// <summary>Works off what is queued and takes nothing more.</summary>
    public async ValueTask DisposeAsync()
    {
        _queue.Close();
        await _work;
        await _connection.SignOffAsync();
        await _connection.DisposeAsync();
    }

    private async Task WorkAsync()
    {
        while (_held is not null || await _queue.WaitAsync())
        {
            var group = Take();
            if (group.Count == 0)
            {
                continue;
            }

            try
            {
                await RunAsync(group);
            }
            catch (Exception exception)
            {
                // The writer must outlive any defect.
                Report(group, exception);
            }
        }
    }

    private List<IPostgresWrite> Take()
    {
        var group = new List<IPostgresWrite>();
        long weight = 0;
        while (group.Count < _options.MaxGroupSize && weight < MostBytes)
        {
            var write = _held;
            _held = null;
            if (write is null && !_queue.TryTake(out write!))
            {
                break;
            }

            if (write.IsAlone && group.Count > 0)
            {
                _held = write;
                break;
            }

            group.Add(write);
            weight += write.Weight;
            if (write.IsAlone)
            {
                break;
            }
        }

        return group;
    }

    private async Task RunAsync(List<IPostgresWrite> group)
    {
        var failure = await TryRunAsync(group);
        if (failure is null)
        {
            return;
        }

        if (group.Count == 1 || failure is StoreUnavailableException || (PostgresErrors.IsKnown(failure) && !PostgresErrors.IsOfTheData(failure)))
        {
            Report(group, failure);
            return;
        }

        foreach (var write in group)
        {
            List<IPostgresWrite> alone = [write];
            if (await TryRunAsync(alone) is { } own)
            {
                Report(alone, own);
            }
        }
    }

    private async Task<Exception?> TryRunAsync(List<IPostgresWrite> group)
    {
        // Again only where it is known that nothing was stored: after a connection that had been closed while it was idle, or a commit that was not made.
        for (var isLast = false; ; isLast = true)
        {
            var attempt = await AttemptAsync(group);
            if (attempt.Failure is { } failure && attempt.Uncertain is { } uncertain)
            {
                switch (await _connection.FindOutAsync(uncertain))
                {
                    case true:
                        attempt = attempt with { Failure = null };
                        break;
                    case null:
                        return new StoreUnavailableException(
                            $"The connection to the database {_place} was lost during a commit and does not come back: whether it was stored is not known yet.", failure)
                        {
                            MayBeStored = true,
                        };
                }
            }

            if (attempt.Failure is null)
            {
                _connection.Worked();
                _trouble.WriteWorked();
                _committed(attempt.State!.Head, attempt.State.Events);
                foreach (var write in group)
                {
                    write.Complete();
                }

                return null;
            }

            if (isLast || !attempt.IsWorthRepeating)
            {
                return attempt.Failure;
            }
        }
    }

    private async Task<GroupAttempt> AttemptAsync(List<IPostgresWrite> group)
    {
        var wasUsed = false;
        GroupState? state = null;
        var number = 0L;
        NpgsqlTransaction? transaction = null;
        try
        {
            var connection = await _connection.OpenAsync();
            wasUsed = _connection.IsUsed;
            var keys = new GroupKeys();
            foreach (var write in group)
            {
                write.Collect(keys);
            }

            transaction = await connection.BeginTransactionAsync(System.Data.IsolationLevel.ReadCommitted);
            state = new GroupState(await GroupLoad.RunAsync(connection, keys), _options.AuditKey);
            foreach (var write in group)
            {
                await write.RunAsync(connection, state);
            }

            if (state.HasWrites)
            {
                await state.Flush(_writer, ++_group).RunAsync(connection);
                number = _group;
                await transaction.CommitAsync();
                number = 0;
            }
            else
            {
                await transaction.RollbackAsync();
            }

            await transaction.DisposeAsync();
            return new GroupAttempt(state, null, null, false);
        }
        catch (Exception exception)
        {
            if (PostgresErrors.IsOfTheData(exception))
            {
                await RollbackAsync(transaction);
            }
            else
            {
                await _connection.GiveUpAsync();
            }

            return new GroupAttempt(state, exception, number > 0 ? number : null, number > 0 || (wasUsed && PostgresErrors.IsOfTheConnection(exception)));
        }
    }

    private async Task RollbackAsync(NpgsqlTransaction? transaction)
    {
        try
        {
            if (transaction is not null)
            {
                await transaction.RollbackAsync();
                await transaction.DisposeAsync();
            }
        }
        catch (Exception exception) when (PostgresErrors.IsKnown(exception) || exception is InvalidOperationException)
        {
            await _connection.GiveUpAsync();
        }
    }

    private void Report(List<IPostgresWrite> group, Exception exception)
    {
        switch (exception)
        {
            case StoreUnavailableException:
                _trouble.WriteFailed(exception.Message);
                break;
            default:
                if (PostgresErrors.IsKnown(exception))
                {
                    exception = PostgresErrors.Translate(exception, _place);
                    _trouble.WriteFailed(exception.Message);
                    break;
                }

                StorageLog.WriteDefect(_logger, exception, _place);
                break;
        }

        foreach (var write in group)
        {
            write.Fail(exception);
        }
    }
}
