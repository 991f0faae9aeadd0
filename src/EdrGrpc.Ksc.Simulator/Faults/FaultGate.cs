namespace EdrGrpc.Ksc.Simulator;

/// <summary>A fault that holds requests until it is released; disposing releases too.</summary>
public sealed class FaultGate : Fault
{
    private readonly TaskCompletionSource _released;

    internal FaultGate(FaultPlan plan, FaultRule rule, FaultPhase phase, TaskCompletionSource released)
        : base(plan, rule, phase, async (_, cancellationToken) =>
        {
            await released.Task.WaitAsync(cancellationToken);
            return FaultVerdict.Continue;
        }) => _released = released;

    /// <summary>Lets all held requests go on and holds no more.</summary>
    public void Release() => _released.TrySetResult();

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        Release();
    }
}
