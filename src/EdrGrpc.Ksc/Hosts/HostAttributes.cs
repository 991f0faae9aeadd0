namespace EdrGrpc.Ksc;

/// <summary>Attributes of hosts (ksc-openapi.md 5.2).</summary>
public static class HostAttributes
{
    /// <summary>Text: the host's id, which looks like a GUID. Not a network name.</summary>
    public const string Id = "KLHST_WKS_HOSTNAME";

    /// <summary>Text: display name in the console.</summary>
    public const string DisplayName = "KLHST_WKS_DN";

    /// <summary>Text: NetBIOS name.</summary>
    public const string WindowsName = "KLHST_WKS_WINHOSTNAME";

    /// <summary>Text: Windows domain.</summary>
    public const string WindowsDomain = "KLHST_WKS_WINDOMAIN";

    /// <summary>Text: host part of the DNS name.</summary>
    public const string DnsName = "KLHST_WKS_DNSNAME";

    /// <summary>Text: domain part of the DNS name.</summary>
    public const string DnsDomain = "KLHST_WKS_DNSDOMAIN";

    /// <summary>Text: full DNS name.</summary>
    public const string Fqdn = "KLHST_WKS_FQDN";

    /// <summary>Int: administration group.</summary>
    public const string GroupId = "KLHST_WKS_GROUPID";

    /// <summary>Int, for searches only: group or any of its parents.</summary>
    public const string GroupOrParentId = "KLHST_WKS_GROUPID_GP";

    /// <summary>Text: name of the administration group.</summary>
    public const string GroupName = "name";

    /// <summary>Int, bits: see <see cref="HostStatus"/>.</summary>
    public const string Status = "KLHST_WKS_STATUS";

    /// <summary>Int: 0 OK, 1 critical, 2 warning.</summary>
    public const string StatusId = "KLHST_WKS_STATUS_ID";

    /// <summary>Datetime: last seen in the network.</summary>
    public const string LastVisible = "KLHST_WKS_LAST_VISIBLE";

    /// <summary>Datetime: last connection of the Network Agent.</summary>
    public const string LastAgentConnected = "KLHST_WKS_LAST_NAGENT_CONNECTED";

    /// <summary>Text: version of the Network Agent.</summary>
    public const string AgentVersion = "KLHST_WKS_NAG_VERSION";

    /// <summary>Text: version of the protection application (Kaspersky Endpoint Security).</summary>
    public const string ProtectionVersion = "KLHST_WKS_RTP_AV_VERSION";

    /// <summary>Text: operating system.</summary>
    public const string OsName = "KLHST_WKS_OS_NAME";

    internal static readonly string[] Returned =
    [
        Id, DisplayName, WindowsName, DnsName, DnsDomain, Fqdn, GroupId, GroupName, Status, LastVisible, ProtectionVersion, OsName,
    ];

    internal static readonly string[] Everything =
        [.. Returned, WindowsDomain, GroupOrParentId, StatusId, LastAgentConnected, AgentVersion];
}
