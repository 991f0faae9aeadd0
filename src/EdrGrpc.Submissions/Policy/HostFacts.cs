using EdrGrpc.Ksc;

namespace EdrGrpc.Submissions.Policy;

/// <summary>What KSC knows of a host, as far as policies ask for it.</summary>
/// <param name="Names">Its names, some may be empty.</param>
/// <param name="Groups">Name and number of its administration group.</param>
/// <param name="OperatingSystem">Operating system, "" if unknown.</param>
/// <param name="IsInfrastructure">True for the Administration Server itself and for this gateway.</param>
public sealed record HostFacts(IReadOnlyList<string> Names, IReadOnlyList<string> Groups, string OperatingSystem, bool IsInfrastructure)
{
    /// <summary>The facts of a host.</summary>
    /// <param name="host">As KSC answered.</param>
    /// <param name="administrationServerId">Host id of the Administration Server; null if unknown.</param>
    /// <param name="gatewayNames">Names of the machine this gateway runs on.</param>
    public static HostFacts Of(KscHost host, string? administrationServerId, IReadOnlyCollection<string> gatewayNames)
    {
        ArgumentNullException.ThrowIfNull(host);
        string[] names = [host.DisplayName, host.WindowsName, host.DnsName, host.Fqdn];
        return new HostFacts(
            names,
            [host.GroupName ?? "", host.GroupId.ToString(System.Globalization.CultureInfo.InvariantCulture)],
            host.OsName,
            string.Equals(host.Id, administrationServerId, StringComparison.OrdinalIgnoreCase)
                || names.Any(name => name.Length > 0 && gatewayNames.Contains(name, StringComparer.OrdinalIgnoreCase)));
    }
}
