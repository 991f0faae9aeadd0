namespace EdrGrpc.Ksc;

/// <summary>What the Administration Server says about itself (ksc-openapi.md 8.1).</summary>
/// <param name="FullVersion">For example 15.2.0.0; empty when KSC sent none.</param>
/// <param name="VersionId">KLAK_VER_*, for example 0x000F0200 for 15.2; 0 when KSC sent none.</param>
/// <param name="IsLinuxEdition">KSC for Linux.</param>
/// <param name="VirtualServerName">The virtual server the session works on, null on the main server.</param>
public sealed record KscServerInfo(string FullVersion, uint VersionId, bool IsLinuxEdition, string? VirtualServerName)
{
    /// <summary>Host id of the Administration Server's own machine; null when KSC sent none.</summary>
    public string? ServerHostId { get; init; }

    private const uint FirstWindows = 0x000E0200;
    private const uint FirstLinux = 0x000F0200;

    /// <summary>Response actions need KSC 14.2 (Windows) or 15.2 (Linux).</summary>
    public bool IsEdrResponseCapable => VersionId >= (IsLinuxEdition ? FirstLinux : FirstWindows);

    internal static KscServerInfo Read(KlParams values, string? configuredVirtualServer)
    {
        var fullVersion = values.FindString("KLADMSRV_PRODUCT_FULL_VERSION") ?? values.FindString("KLADMSRV_PRODUCT_VERSION") ?? "";
        var isVirtual = values.FindBool("KLADMSRV_IS_VIRTUAL") ?? configuredVirtualServer is { Length: > 0 };
        return new(
            fullVersion,
            values.FindLong("KLADMSRV_SERVER_VERSION_ID") is { } id ? unchecked((uint)id) : FromText(fullVersion),
            values.FindBool("KLADMSRV_LINUX_EDITION") ?? false,
            isVirtual ? configuredVirtualServer ?? values.FindString("KLADMSRV_VSUID") : null)
        {
            ServerHostId = values.FindString("KLADMSRV_SERVER_HOSTNAME"),
        };
    }

    private static uint FromText(string version) =>
        Version.TryParse(version, out var parsed) ? ((uint)parsed.Major << 16) | ((uint)parsed.Minor << 8) : 0;
}
