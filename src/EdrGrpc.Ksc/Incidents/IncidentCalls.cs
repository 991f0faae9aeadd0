namespace EdrGrpc.Ksc;

/// <summary>Reading and updating incidents (ksc-openapi.md 4.3, 4.5).</summary>
internal sealed class IncidentCalls(KscCaller caller)
{
    private static readonly KlValue Fields = KlValue.Strings(IncidentAttributes.Everything);

    public async Task UpdateAsync(int incidentId, string hostId, bool isHandled, CancellationToken cancellationToken)
    {
        // The help says the host id must be set, the vendor's sample omits it: send it (ksc-openapi.md 4.3).
        var data = new KlParams { [IncidentAttributes.HostId] = hostId, [IncidentAttributes.IsHandled] = isHandled };
        await caller.CallAsync(new("HostGroup.UpdateIncident", new() { ["nId"] = incidentId, ["pData"] = data }), cancellationToken);
    }

    public Task<IReadOnlyList<Incident>> FindAsync(KscFilter filter, IReadOnlyList<SortBy> order, int limit, CancellationToken cancellationToken)
    {
        // The names differ from FindHosts: no prefixes, no pParams.
        var request = new KscRequest(
            "HostGroup.FindIncidents",
            new()
            {
                ["strFilter"] = filter.Text,
                ["pFieldsToReturn"] = Fields,
                ["pFieldsToOrder"] = SortBy.ToValue(order),
                ["lMaxLifeTime"] = ChunkReader.LifetimeSeconds,
            });
        return KscCaller.WithRestartAsync<IReadOnlyList<Incident>>(
            async () =>
            {
                var incidents = new List<Incident>();
                await foreach (var item in ChunkReader.ReadAsync(caller, request, limit, cancellationToken))
                {
                    if (item.FindInt(IncidentAttributes.Id) is { } id)
                    {
                        incidents.Add(Read(id, item));
                    }
                }

                return incidents;
            });
    }

    private static Incident Read(int id, KlParams item) => new(
        id,
        item.FindString(IncidentAttributes.HostId) ?? "",
        item.FindDateTime(IncidentAttributes.Added),
        item.FindString(IncidentAttributes.Body) ?? "",
        item.FindInt(IncidentAttributes.Severity) ?? 0,
        item.FindBool(IncidentAttributes.IsHandled) ?? false);
}
