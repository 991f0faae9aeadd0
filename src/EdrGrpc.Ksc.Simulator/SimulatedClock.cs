namespace EdrGrpc.Ksc.Simulator;

/// <summary>
/// Clock and timers of the server. Due work runs in order under the state lock, and while it runs "now" is its due time,
/// so a chain of delays lands on exact times even when a test moves its clock far in one step.
/// </summary>
internal sealed class SimulatedClock : IDisposable
{
    private readonly Lock _gate;
    private readonly TimeProvider _time;
    private readonly SimulatorOptions _options;
    private readonly Action<Exception> _onError;
    private readonly PriorityQueue<Action, (DateTimeOffset Due, long Order)> _queue = new();
    private readonly ITimer _timer;
    private DateTimeOffset? _running;
    private long _order;
    private bool _disposed;

    public SimulatedClock(Lock gate, SimulatorOptions options, Action<Exception> onError)
    {
        _gate = gate;
        _options = options;
        _time = options.TimeProvider;
        _onError = onError;
        _timer = _time.CreateTimer(_ => Pump(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>True time; call it under the state lock.</summary>
    public DateTimeOffset Now => _running ?? _time.GetUtcNow();

    /// <summary>What the server believes, in whole seconds; call it under the state lock.</summary>
    public DateTimeOffset ServerNow => WireTime.Seconds(Now + _options.ClockSkew);

    /// <summary>What the server writes into its Date header; needs no lock.</summary>
    public DateTimeOffset HeaderDate => WireTime.Seconds(_time.GetUtcNow() + _options.ClockSkew);

    public void Schedule(TimeSpan delay, Action action)
    {
        lock (_gate)
        {
            _queue.Enqueue(action, (Now + delay, _order++));
            if (_running is null)
            {
                Arm();
            }
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _disposed = true;
            _queue.Clear();
        }

        _timer.Dispose();
    }

    private void Pump()
    {
        lock (_gate)
        {
            while (_queue.TryPeek(out _, out var next) && next.Due <= _time.GetUtcNow())
            {
                var action = _queue.Dequeue();
                _running = next.Due;
                try
                {
                    action();
                }
                catch (Exception e)
                {
                    _onError(e);
                }
                finally
                {
                    _running = null;
                }
            }

            Arm();
        }
    }

    private void Arm()
    {
        if (_disposed || !_queue.TryPeek(out _, out var next))
        {
            return;
        }

        // Timers cut to whole milliseconds; rounding up avoids waking too early and spinning.
        var wait = Math.Ceiling(Math.Max(0, (next.Due - _time.GetUtcNow()).TotalMilliseconds));
        _timer.Change(TimeSpan.FromMilliseconds(wait), Timeout.InfiniteTimeSpan);
    }
}
