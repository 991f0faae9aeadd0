using System.Collections.Concurrent;
using EdrGrpc.Submissions.Store;
using Microsoft.Data.Sqlite;

namespace EdrGrpc.Storage.Sqlite;

/// <summary>Read connections beside the writer (WAL lets them), each with its prepared commands.</summary>
internal sealed class ReadPool(string connectionString, StoreCondition condition) : IDisposable
{
    private readonly ConcurrentBag<ReadSession> _idle = [];
    private volatile bool _disposed;

    /// <summary>Runs a read. SQLite's reads are synchronous and short; they run on the caller's thread.</summary>
    public Task<T> RunAsync<T>(Func<ReadSession, T> body, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (_disposed)
        {
            throw new StoreUnavailableException("The store is closed: the server is stopping.");
        }

        ReadSession? session = null;
        try
        {
            if (!_idle.TryTake(out session))
            {
                session = ReadSession.Open(connectionString);
            }

            var result = body(session);
            if (!_disposed)
            {
                _idle.Add(session);
                session = null;
            }

            return Task.FromResult(result);
        }
        catch (SqliteException exception)
        {
            throw condition.Translate(exception);
        }
        finally
        {
            // After an error the connection is not used again.
            session?.Dispose();
        }
    }

    public void Dispose()
    {
        _disposed = true;
        while (_idle.TryTake(out var session))
        {
            session.Dispose();
        }
    }
}
