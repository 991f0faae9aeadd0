namespace EdrGrpc.Submissions.Dispatch;

/// <summary>
/// Spreads sends to <see cref="DispatchOptions.SendRate"/>. A host that comes too early is given a time of its own, so that a backlog drains in the
/// order it asked and nobody is passed over. One second's worth may go at once, but at least one.
/// </summary>
internal sealed class SendPace(TimeProvider time)
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Forgotten = TimeSpan.FromMinutes(1);

    private readonly Dictionary<string, DateTimeOffset> _slots = new(StringComparer.Ordinal);
    private DateTimeOffset _next = DateTimeOffset.MinValue;

    // Until when the sends that were let go use up the rate.
    private DateTimeOffset _used = DateTimeOffset.MinValue;

    /// <summary>Hosts that hold a time in the future.</summary>
    public int Waiting => _slots.Count;

    /// <summary>How long a host must wait; zero: it may send now, and its time is used up.</summary>
    /// <param name="hostId">The host.</param>
    /// <param name="rate">Sends a second; 0 = no limit.</param>
    /// <param name="isUrgent">Takes its place in the rate, but does not wait for it.</param>
    public TimeSpan Ask(string hostId, double rate, bool isUrgent)
    {
        var now = time.GetUtcNow();
        if (rate <= 0)
        {
            _slots.Clear();
            _next = _used = now;
            return TimeSpan.Zero;
        }

        var interval = TimeSpan.FromSeconds(1 / rate);
        var idle = now - Longer(Second, interval);
        if (!_slots.TryGetValue(hostId, out var slot))
        {
            Forget(now);
            slot = Later(_next, idle + interval);
            _next = slot + interval;
        }

        // Wider than what may go at once: a host that comes later than its time must not cost the next one, which is less late, its place.
        _used = Later(_used, now - Longer(Second, 2 * interval));
        if (slot <= now && _used + interval > now && !isUrgent)
        {
            // Many come later than their times, after an outage for example: they must not go all at once.
            slot = Later(_next, _used + interval);
            _next = slot + interval;
        }

        if (isUrgent || slot <= now)
        {
            _slots.Remove(hostId);
            _used += interval;
            return TimeSpan.Zero;
        }

        _slots[hostId] = slot;
        return slot - now;
    }

    private static TimeSpan Longer(TimeSpan one, TimeSpan other) => one > other ? one : other;

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;

    private void Forget(DateTimeOffset now)
    {
        if (_slots.Count > 0 && _next < now)
        {
            foreach (var host in _slots.Where(slot => now - slot.Value > Forgotten).Select(slot => slot.Key).ToList())
            {
                _slots.Remove(host);
            }
        }
    }
}
