namespace EdrGrpc.Ksc.Simulator;

/// <summary>The faults that the server plays. Rules act in the order they were made; the first one that ends a request wins.</summary>
/// <example><code>using var lost = simulator.Faults.On("HostGroup.AddIncident").Times(1).LoseAnswer();</code></example>
public sealed class FaultPlan
{
    private readonly SimulatorState _state;
    private readonly Lock _gate = new();
    private readonly Random _random;

    /// <summary>Copied on change, because requests read it without a lock.</summary>
    private volatile Fault[] _faults = [];

    internal FaultPlan(SimulatorState state)
    {
        _state = state;
        _random = new Random(state.Options.Seed);
    }

    /// <summary>Rules that are active.</summary>
    public IReadOnlyList<Fault> Active => _faults;

    internal TimeProvider Time => _state.Options.TimeProvider;

    /// <summary>Begins a rule for methods that match a pattern such as "HostGroup.*", "login" or "*".</summary>
    public FaultRule On(string methods) => new(this, methods);

    /// <summary>Removes all rules and releases all gates.</summary>
    public void Clear()
    {
        foreach (var fault in _faults)
        {
            fault.Dispose();
        }
    }

    internal void Add(Fault fault)
    {
        lock (_gate)
        {
            _faults = [.. _faults, fault];
        }
    }

    internal void Remove(Fault fault)
    {
        lock (_gate)
        {
            _faults = Array.FindAll(_faults, other => other != fault);
        }
    }

    internal bool Draw(double chance)
    {
        if (chance >= 1)
        {
            return true;
        }

        lock (_gate)
        {
            return _random.NextDouble() < chance;
        }
    }

    internal void ExpireAccessors() => _state.Handles.ExpireAccessors();

    internal void ExpireSessions() => _state.Sessions.EndAll();

    /// <summary>Plays the rules of one phase until one of them ends the request.</summary>
    internal async Task<FaultVerdict> ActAsync(FaultPhase phase, SimulatedCall call, CancellationToken cancellationToken)
    {
        foreach (var fault in _faults)
        {
            if (fault.Phase == phase && fault.TryFire(call))
            {
                var verdict = await fault.ActAsync(call, cancellationToken);
                if (verdict.IsFinal)
                {
                    return verdict;
                }
            }
        }

        return FaultVerdict.Continue;
    }
}
