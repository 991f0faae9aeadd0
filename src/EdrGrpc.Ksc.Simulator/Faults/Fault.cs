namespace EdrGrpc.Ksc.Simulator;

/// <summary>An active fault rule. Disposing removes it.</summary>
public class Fault : IDisposable
{
    private readonly FaultPlan _plan;
    private readonly FaultRule _rule;
    private readonly Func<SimulatedCall, CancellationToken, Task<FaultVerdict>> _effect;
    private readonly List<(int Count, TaskCompletionSource Source)> _waiters = [];
    private readonly Lock _gate = new();
    private int _seen;
    private int _taken;
    private int _fired;

    internal Fault(FaultPlan plan, FaultRule rule, FaultPhase phase, Func<SimulatedCall, CancellationToken, Task<FaultVerdict>> effect)
    {
        _plan = plan;
        _rule = rule;
        _effect = effect;
        Phase = phase;
    }

    /// <summary>When it acts.</summary>
    public FaultPhase Phase { get; }

    /// <summary>How many requests it hit.</summary>
    public int Fired => Volatile.Read(ref _fired);

    /// <summary>Completes when it has hit that many requests.</summary>
    /// <param name="times">Number of hits. Default 1.</param>
    /// <param name="timeout">Limit in real time. Default 15 s.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public Task WaitUntilFiredAsync(int times = 1, TimeSpan? timeout = null, CancellationToken cancellationToken = default)
    {
        lock (_gate)
        {
            if (_fired >= times)
            {
                return Task.CompletedTask;
            }

            var source = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiters.Add((times, source));
            return source.Task.WaitAsync(timeout ?? TimeSpan.FromSeconds(15), TimeProvider.System, cancellationToken);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    internal bool TryFire(SimulatedCall call)
    {
        if (!_rule.Covers(call))
        {
            return false;
        }

        lock (_gate)
        {
            if (++_seen <= _rule.Skipped || _taken >= _rule.Limit || !_plan.Draw(_rule.Chance))
            {
                return false;
            }

            _taken++;
            return true;
        }
    }

    internal Task<FaultVerdict> ActAsync(SimulatedCall call, CancellationToken cancellationToken)
    {
        // Begun before it is told: who waits for the fault may move the clock at once, and the delay's timer must exist by then.
        var effect = _effect(call, cancellationToken);
        lock (_gate)
        {
            _fired++;
            foreach (var (_, source) in _waiters.Where(waiter => waiter.Count <= _fired))
            {
                source.TrySetResult();
            }
        }

        return effect;
    }

    /// <summary>Removes the rule.</summary>
    protected virtual void Dispose(bool disposing) => _plan.Remove(this);
}
