using System.Threading.Channels;
using EdrGrpc.Submissions;
using EdrGrpc.Submissions.Store;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;

namespace EdrGrpc.Storage.Sqlite;

/// <summary>
/// Group commit: one thread, up to 256 operations in one transaction, callers completed after its commit. When a group fails, each of its
/// operations is run again in a transaction of its own, so that one bad row never fails the others.
/// </summary>
internal sealed class GroupWriter : IAsyncDisposable
{
    private const int MostWaiting = 8192;

    private readonly WriteSession _session;
    private readonly SqliteStoreOptions _options;
    private readonly Action<IReadOnlyList<SubmissionEvent>> _committed;
    private readonly ILogger _logger;
    private readonly Channel<WriteOperation> _operations = Channel.CreateBounded<WriteOperation>(new BoundedChannelOptions(MostWaiting) { SingleReader = true });
    private readonly Task _work;

    public GroupWriter(WriteSession session, SqliteStoreOptions options, Action<IReadOnlyList<SubmissionEvent>> committed, ILogger logger)
    {
        _session = session;
        _options = options;
        _committed = committed;
        _logger = logger;
        _work = Task.Factory.StartNew(Work, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    public async Task<T> RunAsync<T>(Func<WriteSession, T> body, CancellationToken cancellationToken)
    {
        var operation = new WriteOperation<T>(body, cancellationToken);
        try
        {
            await _operations.Writer.WriteAsync(operation, cancellationToken);
        }
        catch (ChannelClosedException exception)
        {
            throw new StoreUnavailableException("The store is closed: the server is stopping.", exception);
        }

        return await operation.Task;
    }

    public async ValueTask DisposeAsync()
    {
        _operations.Writer.TryComplete();
        await _work;
        _session.Dispose();
    }

    private void Work()
    {
        var group = new List<WriteOperation>(_options.MaxGroupSize);
        while (WaitForOperations())
        {
            group.Clear();
            while (group.Count < _options.MaxGroupSize && _operations.Reader.TryRead(out var operation))
            {
                if (!operation.IsCancelled)
                {
                    group.Add(operation);
                }
            }

            if (group.Count > 0 && !TryRun(group, report: group.Count == 1))
            {
                foreach (var operation in group.Count > 1 ? group : [])
                {
                    TryRun([operation], report: true);
                }
            }
        }
    }

    // The writer's own thread may block: it has nothing else to do.
    private bool WaitForOperations()
    {
        var waiting = _operations.Reader.WaitToReadAsync();
        return waiting.IsCompleted ? waiting.Result : waiting.AsTask().GetAwaiter().GetResult();
    }

    private bool TryRun(List<WriteOperation> operations, bool report)
    {
        try
        {
            _session.Begin();
            foreach (var operation in operations)
            {
                operation.Run(_session);
            }

            _committed(_session.Commit());
        }
        catch (Exception exception)
        {
            _session.Rollback();
            if (report)
            {
                Report(operations[0], exception);
            }

            return false;
        }

        foreach (var operation in operations)
        {
            operation.Complete();
        }

        return true;
    }

    private void Report(WriteOperation operation, Exception exception)
    {
        switch (exception)
        {
            case SqliteException sqlite:
                var translated = SqliteErrors.Translate(sqlite, _options.Path);
                StorageLog.WriteFailed(_logger, _options.Path, translated.Message);
                operation.Fail(translated);
                break;
            case InvalidOperationException:
                operation.Fail(exception);
                break;
            default:
                StorageLog.WriteDefect(_logger, exception, _options.Path);
                operation.Fail(exception);
                break;
        }
    }
}
