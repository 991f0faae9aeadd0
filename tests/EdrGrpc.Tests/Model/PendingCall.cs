namespace EdrGrpc.Tests.Model;

/// <summary>A call at which a worker stands still until the case lets it go on.</summary>
internal sealed class PendingCall(string name, CallSort sort)
{
    // Continuations run inside SetResult: the worker has reached its next call when it returns, so a case has one order of events.
    private readonly TaskCompletionSource<ModelFault> _released = new();

    public string Name => name;

    public CallSort Sort => sort;

    public Task<ModelFault> Released => _released.Task;

    public void Release(ModelFault fault) => _released.SetResult(fault);
}
