namespace EdrGrpc.Ksc;

/// <summary>
/// The latest moment at which AddIncident may start to write its body (architecture.md, "Exactly once").
/// On the monotonic clock, so that a change of the wall clock cannot move it.
/// </summary>
public sealed class SendFence
{
    private readonly TimeProvider _timeProvider;
    private readonly Func<string?>? _veto;

    /// <summary>Creates the fence.</summary>
    /// <param name="timeProvider">The clock the timestamp was taken from.</param>
    /// <param name="sendBeforeTimestamp">A value of <see cref="TimeProvider.GetTimestamp"/>; at and after it nothing is sent.</param>
    /// <param name="veto">Asked at that moment too: a reason not to send, or null. Null = nobody is asked.</param>
    public SendFence(TimeProvider timeProvider, long sendBeforeTimestamp, Func<string?>? veto = null)
    {
        _veto = veto;
        ArgumentNullException.ThrowIfNull(timeProvider);
        _timeProvider = timeProvider;
        SendBeforeTimestamp = sendBeforeTimestamp;
    }

    /// <summary>The moment, as a timestamp of the monotonic clock.</summary>
    public long SendBeforeTimestamp { get; }

    /// <summary>True when nothing may be sent any more.</summary>
    public bool HasPassed => _timeProvider.GetTimestamp() >= SendBeforeTimestamp;

    /// <summary>Why nothing may be sent now; null if it may.</summary>
    public string? Objection => HasPassed ? "the time until which it may be sent has passed" : _veto?.Invoke();

    /// <summary>A fence <paramref name="delay"/> from now.</summary>
    public static SendFence After(TimeProvider timeProvider, TimeSpan delay, Func<string?>? veto = null)
    {
        ArgumentNullException.ThrowIfNull(timeProvider);
        return new(timeProvider, timeProvider.GetTimestamp() + (long)(delay.TotalSeconds * timeProvider.TimestampFrequency), veto);
    }
}
