namespace EdrGrpc.Ksc.Simulator;

/// <summary>Incident attributes (ksc-openapi.md sections 4.1 and 4.5).</summary>
internal static class StoredIncidentAttributes
{
    public static readonly AttributeTable<StoredIncident> Table = new()
    {
        { "KLINCDT_ID", WireType.Int, i => i.Id },
        { "KLINCDT_SEVERITY", WireType.Int, i => i.Severity },
        { "KLINCDT_ADDED", WireType.DateTime, i => i.Added },
        { "KLINCDT_IS_HANDLED", WireType.Bool, i => i.IsHandled },
        new WireAttribute<StoredIncident>("KLINCDT_BODY", WireType.Text, i => i.Body) { FullText = true, Sortable = false },
        new WireAttribute<StoredIncident>("KLHST_WKS_HOSTNAME", WireType.Text, i => i.Host.Id) { Sortable = false },
        ReturnOnly("KLINCDT_TYPE", WireType.Text, _ => null),
        ReturnOnly("KLINCDT_TYPE_DISPLAY_NAME", WireType.Text, _ => null),
        ReturnOnly("GNRL_EXTRA_PARAMS", WireType.Params, _ => null),
        ReturnOnly("KLHST_WKS_LID", WireType.Long, i => i.Host.Ip),
        ReturnOnly("KLHST_WKS_DN", WireType.Text, i => i.Host.DisplayName),
        ReturnOnly("KLHST_WKS_WINHOSTNAME", WireType.Text, i => i.Host.NetBiosName),
        ReturnOnly("KLHST_WKS_GROUPID", WireType.Int, i => i.Host.GroupId),
        ReturnOnly("KLHSTUSER_ID", WireType.Int, i => i.UserId),
        ReturnOnly("KLHSTUSER_DN", WireType.Text, _ => null),
        ReturnOnly("KLHSTUSER_PRINCIPAL", WireType.Text, _ => null),
        ReturnOnly("KLHSTUSER_SAMNAME", WireType.Text, _ => null),
    };

    private static WireAttribute<StoredIncident> ReturnOnly(string name, WireType type, Func<StoredIncident, object?> get) =>
        new(name, type, get) { Filterable = false, Sortable = false };
}
