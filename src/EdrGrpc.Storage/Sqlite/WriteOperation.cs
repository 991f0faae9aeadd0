namespace EdrGrpc.Storage.Sqlite;

/// <summary>Run inside a transaction, possibly again in one of its own.</summary>
internal interface IWriteOperation : IPendingWrite
{
    void Run(WriteSession session);
}

/// <summary>A write with an answer.</summary>
internal sealed class WriteOperation<T>(Func<WriteSession, T> body, CancellationToken cancellationToken) : PendingWrite<T>(cancellationToken), IWriteOperation
{
    public void Run(WriteSession session) => Result = body(session);
}
