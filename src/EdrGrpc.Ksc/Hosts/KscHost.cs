namespace EdrGrpc.Ksc;

/// <summary>A managed host. Texts that KSC does not know are empty.</summary>
/// <param name="Id">The host's id (KLHST_WKS_HOSTNAME); unique within one server only.</param>
/// <param name="DisplayName">Name in the console.</param>
/// <param name="WindowsName">NetBIOS name.</param>
/// <param name="DnsName">Host part of the DNS name.</param>
/// <param name="DnsDomain">Domain part of the DNS name.</param>
/// <param name="Fqdn">Full DNS name.</param>
/// <param name="GroupId">Administration group; 0 is the root.</param>
/// <param name="GroupName">Name of the group, null when KSC sent none.</param>
/// <param name="Status">Bits, see <see cref="HostStatus"/>.</param>
/// <param name="OsName">Operating system.</param>
/// <param name="KesVersion">Version of Kaspersky Endpoint Security as KSC writes it, for example 12.9.0.384.</param>
/// <param name="LastVisible">Last seen in the network, null when never.</param>
public sealed record KscHost(
    string Id,
    string DisplayName,
    string WindowsName,
    string DnsName,
    string DnsDomain,
    string Fqdn,
    int GroupId,
    string? GroupName,
    int Status,
    string OsName,
    string KesVersion,
    DateTimeOffset? LastVisible)
{
    private static readonly Version FirstWithEdrResponse = new(12, 9);

    /// <summary>Visible, with a Network Agent that is installed and alive: (status &amp; 0xD) == 0xD.</summary>
    public bool IsOnline => (Status & HostStatus.Online) == HostStatus.Online;

    /// <summary>The endpoint executes response tasks: KES for Windows 12.9 or later (ksc-openapi.md 4.7). False when the version is unknown.</summary>
    public bool SupportsEdrResponse => Version.TryParse(KesVersion, out var version) && version >= FirstWithEdrResponse;

    internal static KscHost Read(string id, KlParams item) => new(
        id,
        item.FindString(HostAttributes.DisplayName) ?? "",
        item.FindString(HostAttributes.WindowsName) ?? "",
        item.FindString(HostAttributes.DnsName) ?? "",
        item.FindString(HostAttributes.DnsDomain) ?? "",
        item.FindString(HostAttributes.Fqdn) ?? "",
        item.FindInt(HostAttributes.GroupId) ?? 0,
        item.FindString(HostAttributes.GroupName),
        item.FindInt(HostAttributes.Status) ?? 0,
        item.FindString(HostAttributes.OsName) ?? "",
        item.FindString(HostAttributes.ProtectionVersion) ?? "",
        item.FindDateTime(HostAttributes.LastVisible));
}
