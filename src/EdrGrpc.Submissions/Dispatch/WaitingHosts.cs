namespace EdrGrpc.Submissions.Dispatch;

/// <summary>
/// Hosts that wait for the budget, the most urgent first, then those that have waited longest. Kept in order, and only its front is looked at: an outbreak
/// makes tens of thousands of hosts wait and ask.
/// </summary>
internal sealed class WaitingHosts
{
    /// <summary>A host that did not ask for this long keeps nobody waiting any more.</summary>
    public static readonly TimeSpan Forgotten = TimeSpan.FromMinutes(1);

    private readonly Dictionary<string, Place> _places = new(StringComparer.Ordinal);
    private readonly SortedSet<Place> _ranked = new(Comparer<Place>.Create(static (left, right) =>
        SendPriorities.Rank(right.Priority).CompareTo(SendPriorities.Rank(left.Priority)) is var byRank and not 0 ? byRank : left.Order.CompareTo(right.Order)));

    private long _order;

    /// <summary>Hosts that wait.</summary>
    public int Count => _places.Count;

    /// <summary>A host waits, or still does: it keeps its place unless its priority is another one.</summary>
    public void Add(string hostId, SendPriority priority, DateTimeOffset now)
    {
        if (_places.TryGetValue(hostId, out var known))
        {
            known.SeenAt = now;
            if (known.Priority == priority)
            {
                return;
            }

            _ranked.Remove(known);
        }

        var place = new Place(hostId, priority, known?.Order ?? _order++) { SeenAt = now };
        _places[hostId] = place;
        _ranked.Add(place);
    }

    /// <summary>A host waits no more.</summary>
    public void Remove(string hostId)
    {
        if (_places.Remove(hostId, out var place))
        {
            _ranked.Remove(place);
        }
    }

    /// <summary>The first few.</summary>
    public IReadOnlyList<string> First(int count, DateTimeOffset now)
    {
        Forget(count, now);
        return [.. _ranked.Take(count).Select(place => place.HostId)];
    }

    /// <summary>True if a host, waiting or new, would be among the first few.</summary>
    public bool IsAmongFirst(int count, string hostId, SendPriority priority, DateTimeOffset now)
    {
        var own = new Place(hostId, priority, _places.TryGetValue(hostId, out var known) ? known.Order : long.MaxValue);
        if (known is not null)
        {
            // It asks: it is not one to be forgotten.
            known.SeenAt = now;
        }

        Forget(count, now);
        return _ranked.Take(count).Count(place => place.HostId != hostId && _ranked.Comparer.Compare(place, own) < 0) < count;
    }

    // Those that stopped asking (cancelled, expired, taken by another replica) are removed when they come to the front: only there do they keep others waiting.
    private void Forget(int count, DateTimeOffset now)
    {
        while (_ranked.Take(count).FirstOrDefault(place => now - place.SeenAt > Forgotten) is { } stale)
        {
            Remove(stale.HostId);
        }
    }

    private sealed record Place(string HostId, SendPriority Priority, long Order)
    {
        public DateTimeOffset SeenAt { get; set; }
    }
}
