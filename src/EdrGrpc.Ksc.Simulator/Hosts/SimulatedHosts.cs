namespace EdrGrpc.Ksc.Simulator;

/// <summary>The managed devices. Thread-safe.</summary>
public sealed class SimulatedHosts
{
    private readonly SimulatorState _state;
    private readonly Dictionary<string, SimulatedHost> _byId = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<(string Attribute, string Name), List<SimulatedHost>> _byName = [];

    internal SimulatedHosts(SimulatorState state)
    {
        _state = state;
        Attributes = SimulatedHostAttributes.Create(() => state.Clock.ServerNow);
    }

    /// <summary>Number of hosts.</summary>
    public int Count
    {
        get
        {
            lock (_state.Gate)
            {
                return _byId.Count;
            }
        }
    }

    /// <summary>All hosts.</summary>
    public IReadOnlyList<SimulatedHost> All
    {
        get
        {
            lock (_state.Gate)
            {
                return _byId.Values.ToList();
            }
        }
    }

    internal AttributeTable<SimulatedHost> Attributes { get; }

    /// <summary>The host with this id.</summary>
    /// <exception cref="KeyNotFoundException">There is none.</exception>
    public SimulatedHost Get(string hostId) => Find(hostId) ?? throw new KeyNotFoundException($"The simulator has no host {hostId}.");

    /// <summary>The host with this id, or null.</summary>
    public SimulatedHost? Find(string hostId)
    {
        lock (_state.Gate)
        {
            return _byId.GetValueOrDefault(hostId);
        }
    }

    /// <summary>Adds a host; the id must be new, names need not be.</summary>
    public SimulatedHost Add(SimulatedHost host)
    {
        ArgumentNullException.ThrowIfNull(host);
        lock (_state.Gate)
        {
            _byId.Add(host.Id, host);
            foreach (var key in IndexKeys(host))
            {
                if (!_byName.TryGetValue(key, out var list))
                {
                    _byName.Add(key, list = []);
                }

                list.Add(host);
            }

            return host;
        }
    }

    /// <summary>Removes a host; its tasks stay Pending for ever.</summary>
    public bool Remove(string hostId)
    {
        lock (_state.Gate)
        {
            if (!_byId.Remove(hostId, out var host))
            {
                return false;
            }

            foreach (var key in IndexKeys(host))
            {
                _byName[key].Remove(host);
            }

            host.LastSeen = _state.Clock.ServerNow;
            host.IsOnline = false;
            return true;
        }
    }

    /// <summary>Switches a host on or off. Tasks of an offline host rest and go on when it is back.</summary>
    public void SetOnline(string hostId, bool online)
    {
        lock (_state.Gate)
        {
            var host = Get(hostId);
            host.IsOnline = online;
            host.LastSeen = online ? null : _state.Clock.ServerNow;
            if (online)
            {
                _state.Runner.HostIsBack(host.Id);
            }
        }
    }

    /// <summary>Rows for a search: by index when the filter names a host exactly.</summary>
    internal IEnumerable<SimulatedHost> Candidates(FilterNode? filter) => FilterIndex.Candidates(filter, Lookup) ?? _byId.Values;

    private IEnumerable<SimulatedHost>? Lookup(CompareNode item)
    {
        if (FilterIndex.LiteralText(item) is not { } text)
        {
            return null;
        }

        if (item.Attribute == "KLHST_WKS_HOSTNAME")
        {
            return _byId.TryGetValue(text, out var host) ? [host] : [];
        }

        return SimulatedHostAttributes.Names.Contains(item.Attribute, StringComparer.Ordinal)
            ? _byName.GetValueOrDefault((item.Attribute, text.ToUpperInvariant()), [])
            : null;
    }

    private IEnumerable<(string Attribute, string Name)> IndexKeys(SimulatedHost host) =>
        SimulatedHostAttributes.Names.Select(name => (name, ((string)Attributes.Find(name)!.Get(host)!).ToUpperInvariant()));
}
