namespace EdrGrpc.Storage;

/// <summary>A write with an answer.</summary>
internal abstract class PendingWrite<T>(CancellationToken cancellationToken) : IPendingWrite
{
    private readonly TaskCompletionSource<T> _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task<T> Task => _completion.Task;

    public bool IsCancelled
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

    /// <summary>The answer of the last run; a write may be run again.</summary>
    protected T? Result { get; set; }

    public void Complete() => _completion.TrySetResult(Result!);

    public void Fail(Exception exception) => _completion.TrySetException(exception);
}
