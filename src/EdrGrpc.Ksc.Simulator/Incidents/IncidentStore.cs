namespace EdrGrpc.Ksc.Simulator;

/// <summary>Incidents by id and by host. Ids count up, so the list index finds them.</summary>
internal sealed class IncidentStore(SimulatorState state)
{
    /// <summary>The first id of the reference's examples; any start but 1 shows clients that take ids for counts.</summary>
    public const int FirstId = 1057;

    private readonly List<StoredIncident> _all = [];
    private readonly Dictionary<string, List<StoredIncident>> _byHost = new(StringComparer.OrdinalIgnoreCase);

    public StoredIncident Add(SimulatedHost host, DateTimeOffset added, string body, int severity, bool handled, int? userId, bool foreign)
    {
        var incident = new StoredIncident
        {
            Id = FirstId + _all.Count,
            Host = host,
            Added = added,
            Body = body,
            Severity = severity,
            IsHandled = handled,
            UserId = userId,
            Foreign = foreign,
        };
        _all.Add(incident);
        if (!_byHost.TryGetValue(host.Id, out var list))
        {
            _byHost.Add(host.Id, list = []);
        }

        list.Add(incident);
        state.Record(Entry(LedgerKind.IncidentAdded, incident) with { Added = added, Body = body, Severity = severity });
        state.Events.Publish("KLSRV_EV_INCIDENT_ADDED", new WireParams { ["KLINCDT_ID"] = incident.Id, ["KLINCDT_SEVERITY"] = severity });
        state.Service.OnIncidentAdded(incident);
        return incident;
    }

    public StoredIncident Get(int id) => (uint)(id - FirstId) < (uint)_all.Count && _all[id - FirstId] is { Deleted: false } incident
        ? incident
        : throw PxgErrors.NotFound("Incident", id.ToString());

    public void Updated(StoredIncident incident) => state.Record(Entry(LedgerKind.IncidentUpdated, incident) with
    {
        Added = incident.Added,
        Body = incident.Body,
        Severity = incident.Severity,
        Text = incident.IsHandled ? "handled" : "not handled",
    });

    public void Delete(int id)
    {
        var incident = Get(id);
        incident.Deleted = true;
        _byHost[incident.Host.Id].Remove(incident);
        state.Record(Entry(LedgerKind.IncidentDeleted, incident));
    }

    public IEnumerable<StoredIncident> Candidates(FilterNode? filter) =>
        (FilterIndex.Candidates(filter, Lookup) ?? _all).Where(incident => !incident.Deleted);

    public static LedgerEntry Entry(LedgerKind kind, StoredIncident incident) =>
        new(kind) { IncidentId = incident.Id, HostId = incident.Host.Id, Foreign = incident.Foreign };

    private IEnumerable<StoredIncident>? Lookup(CompareNode item) => item switch
    {
        { Attribute: "KLHST_WKS_HOSTNAME" } when FilterIndex.LiteralText(item) is { } host => _byHost.GetValueOrDefault(host, []),
        { Attribute: "KLINCDT_ID", Operator: CompareOperator.Equal, Value: NumberValue { Number: var id } } => From(id).Take(1),
        { Attribute: "KLINCDT_ID", Operator: CompareOperator.Greater or CompareOperator.GreaterOrEqual, Value: NumberValue { Number: var id } } => From(id),
        _ => null,
    };

    private IEnumerable<StoredIncident> From(long id)
    {
        for (var i = (int)Math.Clamp(id - FirstId, 0, _all.Count); i < _all.Count; i++)
        {
            yield return _all[i];
        }
    }
}
