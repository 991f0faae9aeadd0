using EdrGrpc.Submissions;
using EdrGrpc.Submissions.Store;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;

namespace EdrGrpc.Storage.Sqlite;

/// <summary>
/// Group commit: one thread, up to 256 operations in one transaction, callers completed after its commit. When a group fails, each of its
/// operations is run again in a transaction of its own, so that one bad row never fails the others.
/// </summary>
internal sealed class GroupWriter : IDisposable
{
    private readonly WriteSession _session;
    private readonly SqliteStoreOptions _options;
    private readonly StoreCondition _condition;
    private readonly Action<IReadOnlyList<SubmissionEvent>> _committed;
    private readonly ILogger _logger;
    private readonly WriteQueue<IWriteOperation> _operations = new();
    private readonly Task _work;

    public GroupWriter(
        WriteSession session, SqliteStoreOptions options, StoreCondition condition, Action<IReadOnlyList<SubmissionEvent>> committed, ILogger logger)
    {
        _session = session;
        _options = options;
        _condition = condition;
        _committed = committed;
        _logger = logger;
        _work = Task.Factory.StartNew(Work, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    public async Task<T> RunAsync<T>(Func<WriteSession, T> body, CancellationToken cancellationToken)
    {
        _condition.ThrowIfDamaged();
        var operation = new WriteOperation<T>(body, cancellationToken);
        await _operations.AddAsync(operation, cancellationToken);
        return await operation.Task;
    }

    /// <summary>Works off what is queued and takes nothing more.</summary>
    public async Task StopAsync()
    {
        _operations.Close();
        await _work;
    }

    /// <summary>Closes the connection of a writer that was stopped.</summary>
    public void Dispose() => _session.Dispose();

    private void Work()
    {
        var group = new List<IWriteOperation>(_options.MaxGroupSize);
        while (WaitForOperations())
        {
            group.Clear();
            while (group.Count < _options.MaxGroupSize && _operations.TryTake(out var operation))
            {
                group.Add(operation);
            }

            if (group.Count > 0)
            {
                Run(group);
            }
        }
    }

    private void Run(List<IWriteOperation> group)
    {
        var failure = TryRun(group);
        if (failure is null)
        {
            return;
        }

        if (group.Count == 1 || failure is StoreUnavailableException || (failure is SqliteException sqlite && SqliteErrors.IsOfTheFile(sqlite)))
        {
            // A lock held by another process would be waited for once per operation: all are told at once.
            Report(group, failure);
            return;
        }

        foreach (var operation in group)
        {
            List<IWriteOperation> alone = [operation];
            if (TryRun(alone) is { } own)
            {
                Report(alone, own);
            }
        }
    }

    // The writer's own thread may block: it has nothing else to do.
    private bool WaitForOperations()
    {
        var waiting = _operations.WaitAsync();
        return waiting.IsCompleted ? waiting.Result : waiting.AsTask().GetAwaiter().GetResult();
    }

    private Exception? TryRun(List<IWriteOperation> operations)
    {
        try
        {
            _session.Begin();
            foreach (var operation in operations)
            {
                operation.Run(_session);
            }

            _session.CheckInPlace(_options.Path);
            _committed(_session.Commit());
        }
        catch (Exception exception)
        {
            _session.Rollback();
            return exception;
        }

        _condition.Trouble.WriteWorked();
        foreach (var operation in operations)
        {
            operation.Complete();
        }

        return null;
    }

    private void Report(List<IWriteOperation> operations, Exception exception)
    {
        switch (exception)
        {
            case SqliteException sqlite:
                exception = _condition.Translate(sqlite);
                _condition.Trouble.WriteFailed(exception.Message);
                break;
            case StoreUnavailableException:
                _condition.Trouble.WriteFailed(exception.Message);
                break;
            case InvalidOperationException:
                break;
            default:
                StorageLog.WriteDefect(_logger, exception, _options.Path);
                break;
        }

        foreach (var operation in operations)
        {
            operation.Fail(exception);
        }
    }
}
