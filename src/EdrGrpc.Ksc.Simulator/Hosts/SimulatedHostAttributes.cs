namespace EdrGrpc.Ksc.Simulator;

/// <summary>Host attributes (ksc-openapi.md section 5.2).</summary>
internal static class SimulatedHostAttributes
{
    /// <summary>Attributes with an index.</summary>
    public static readonly string[] Names = ["KLHST_WKS_DN", "KLHST_WKS_WINHOSTNAME", "KLHST_WKS_DNSNAME", "KLHST_WKS_FQDN"];

    /// <summary>The table; datetimes that mean "just now" come from <paramref name="now"/>.</summary>
    public static AttributeTable<SimulatedHost> Create(Func<DateTimeOffset> now) => new()
    {
        { "KLHST_WKS_HOSTNAME", WireType.Text, h => h.Id },
        { "KLHST_WKS_DN", WireType.Text, h => h.DisplayName },
        { "KLHST_WKS_WINHOSTNAME", WireType.Text, h => h.NetBiosName },
        { "KLHST_WKS_WINDOMAIN", WireType.Text, h => h.WindowsDomain },
        { "KLHST_WKS_DNSNAME", WireType.Text, h => h.DnsName },
        { "KLHST_WKS_DNSDOMAIN", WireType.Text, h => h.DnsDomain },
        { "KLHST_WKS_FQDN", WireType.Text, h => h.Fqdn },
        { "KLHST_WKS_GROUPID", WireType.Int, h => h.GroupId },
        new WireAttribute<SimulatedHost>("KLHST_WKS_GROUPID_GP", WireType.Int, h => h.GroupId)
        {
            Contains = (h, group) => HostGroups.IsWithin(h.GroupId, group), Returnable = false, Sortable = false,
        },
        new WireAttribute<SimulatedHost>("KLHST_WKS_FROM_UNASSIGNED", WireType.Bool, h => h.GroupId == HostGroups.Unassigned)
        {
            Returnable = false, Sortable = false,
        },
        { "KLHST_WKS_STATUS", WireType.Int, h => h.Status },
        { "KLHST_WKS_STATUS_ID", WireType.Int, h => h.IsOnline ? 0 : 2 },
        { "KLHST_WKS_STATUS_MASK", WireType.Int, _ => 0 },
        { "KLHST_WKS_IP_LONG", WireType.Long, h => h.Ip },
        { "KLHST_WKS_CONNECT_IP_LONG", WireType.Long, h => h.Ip },
        { "KLHST_WKS_CREATED", WireType.DateTime, h => h.Created },
        { "KLHST_WKS_LAST_VISIBLE", WireType.DateTime, h => h.LastSeen ?? now() },
        { "KLHST_WKS_LAST_NAGENT_CONNECTED", WireType.DateTime, h => h.AgentVersion is null ? null : h.LastSeen ?? now() },
        { "KLHST_WKS_LAST_INFOUDATE", WireType.DateTime, h => h.LastSeen ?? now() },
        { "KLHST_WKS_LAST_UPDATE", WireType.DateTime, h => h.KesVersion is null ? null : h.Created },
        { "KLHST_WKS_LAST_FULLSCAN", WireType.DateTime, _ => null },
        { "KLHST_WKS_LAST_SYSTEM_START", WireType.DateTime, h => h.Created },
        { "KLHST_WKS_NAG_VERSION", WireType.Text, h => h.AgentVersion },
        { "KLHST_WKS_NAG_VER_ID", WireType.Int, h => h.AgentVersion is null ? null : 0x000F0200 },
        { "KLHST_WKS_RTP_AV_VERSION", WireType.Text, h => h.KesVersion },
        { "KLHST_WKS_RTP_AV_BASES_TIME", WireType.DateTime, h => h.KesVersion is null ? null : h.Created },
        { "KLHST_WKS_RTP_STATE", WireType.Int, h => h.KesVersion is null ? null : 4 },
        { "KLHST_WKS_OS_NAME", WireType.Text, h => h.OsName },
        { "KLHST_WKS_OS_BUILD_NUMBER", WireType.Int, _ => 22631 },
        { "KLHST_WKS_OS_RELEASE_ID", WireType.Int, _ => 2009 },
        { "KLHST_WKS_CPU_ARCH", WireType.Int, _ => 2 },
        { "KLHST_WKS_CTYPE", WireType.Int, _ => 1 },
        { "KLHST_WKS_PTYPE", WireType.Int, _ => 1 },
        { "KLHST_WKS_EDR_STATUS", WireType.Int, h => h.KesVersion is null ? null : 4 },
        { "KLHST_WKS_RBT_REQUIRED", WireType.Bool, _ => false },
        { "KLHST_INSTANCEID", WireType.Text, h => h.Id },
        new WireAttribute<SimulatedHost>("KLHST_WKS_COMMENT", WireType.Text, h => h.Comment) { FullText = true, Sortable = false },
        { "name", WireType.Text, h => HostGroups.Name(h.GroupId) },
        { "grp_full_name", WireType.Text, h => HostGroups.Path(h.GroupId) },
    };
}
