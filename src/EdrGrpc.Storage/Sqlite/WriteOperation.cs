namespace EdrGrpc.Storage.Sqlite;

/// <summary>One write of one caller. Run inside a transaction, possibly again in one of its own; completed after the commit.</summary>
internal abstract class WriteOperation
{
    /// <summary>True if the caller gave up before the operation was begun.</summary>
    public abstract bool IsCancelled { get; }

    public abstract void Run(WriteSession session);

    public abstract void Complete();

    public abstract void Fail(Exception exception);
}

/// <summary>A write with an answer.</summary>
internal sealed class WriteOperation<T>(Func<WriteSession, T> body, CancellationToken cancellationToken) : WriteOperation
{
    private readonly TaskCompletionSource<T> _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private T? _result;

    public Task<T> Task => _completion.Task;

    public override bool IsCancelled
    {
        get
        {
            if (cancellationToken.IsCancellationRequested)
            {
                _completion.TrySetCanceled(cancellationToken);
                return true;
            }

            return false;
        }
    }

    public override void Run(WriteSession session) => _result = body(session);

    public override void Complete() => _completion.TrySetResult(_result!);

    public override void Fail(Exception exception) => _completion.TrySetException(exception);
}
