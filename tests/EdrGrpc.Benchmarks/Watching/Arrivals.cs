namespace EdrGrpc.Benchmarks;

/// <summary>Counts what arrives until a number is reached.</summary>
internal sealed class Arrivals
{
    private TaskCompletionSource _all = new();
    private int _missing;

    public Task Expect(int count)
    {
        _all = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Volatile.Write(ref _missing, count);
        return _all.Task;
    }

    public void Add()
    {
        if (Interlocked.Decrement(ref _missing) == 0)
        {
            _all.TrySetResult();
        }
    }
}
