namespace EdrGrpc.Ksc.Simulator;

/// <summary>A managed device. Names and ids never change; state does.</summary>
public sealed class SimulatedHost
{
    private const int OnlineBits = 0x1 | 0x8;

    /// <summary>KLHST_WKS_HOSTNAME, the id.</summary>
    public required string Id { get; init; }

    /// <summary>KLHST_WKS_DN; need not be unique.</summary>
    public required string DisplayName { get; init; }

    /// <summary>KLHST_WKS_WINHOSTNAME.</summary>
    public string NetBiosName { get; init; } = "";

    /// <summary>KLHST_WKS_DNSNAME, the host part.</summary>
    public string DnsName { get; init; } = "";

    /// <summary>KLHST_WKS_DNSDOMAIN. Default "demo.example".</summary>
    public string DnsDomain { get; init; } = "demo.example";

    /// <summary>KLHST_WKS_FQDN.</summary>
    public string Fqdn => DnsName.Length == 0 ? "" : $"{DnsName}.{DnsDomain}";

    /// <summary>KLHST_WKS_WINDOMAIN. Default "DEMO".</summary>
    public string WindowsDomain { get; init; } = "DEMO";

    /// <summary>KLHST_WKS_GROUPID: 0 Managed devices, 1 Unassigned devices, 10 Workstations, 11 Servers. Default 0.</summary>
    public int GroupId { get; init; }

    /// <summary>KLHST_WKS_OS_NAME.</summary>
    public string OsName { get; init; } = "Microsoft Windows 11";

    /// <summary>KLHST_WKS_NAG_VERSION; null when no Network Agent is known.</summary>
    public string? AgentVersion { get; init; } = "15.2.0.0";

    /// <summary>KLHST_WKS_RTP_AV_VERSION; null when no protection is installed. Default "12.9.0.384".</summary>
    public string? KesVersion { get; init; } = "12.9.0.384";

    /// <summary>KLHST_WKS_IP_LONG.</summary>
    public long Ip { get; init; } = 0x0A000001;

    /// <summary>KLHST_WKS_COMMENT.</summary>
    public string? Comment { get; init; }

    /// <summary>KLHST_WKS_STATUS while online. Default 0x1D.</summary>
    public int StatusOnline { get; init; } = 0x1D;

    /// <summary>KLHST_WKS_CREATED.</summary>
    public DateTimeOffset Created { get; init; } = DateTimeOffset.UnixEpoch;

    /// <summary>True while visible with a living Network Agent.</summary>
    public bool IsOnline { get; internal set; } = true;

    /// <summary>Network isolation as set by the last successful isolateHost task.</summary>
    public bool IsIsolated { get; internal set; }

    /// <summary>When the server last saw it; null means now.</summary>
    internal DateTimeOffset? LastSeen { get; set; }

    /// <summary>KLHST_WKS_STATUS.</summary>
    public int Status => IsOnline ? StatusOnline : StatusOnline & ~OnlineBits;
}
