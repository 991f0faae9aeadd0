using System.Globalization;
using System.Text;

namespace EdrGrpc.Ksc;

/// <summary>An incident to be added.</summary>
/// <param name="HostId">The host's id (KLHST_WKS_HOSTNAME), not a network name.</param>
/// <param name="Severity">1 information, 2 warning, 3 critical.</param>
/// <param name="AddedUtc">Creation time; sent in UTC with whole seconds, a fraction is cut off.</param>
/// <param name="Body">Free text, sent byte for byte.</param>
public sealed record NewIncident(string HostId, int Severity, DateTimeOffset AddedUtc, string Body)
{
    // The body can hold command lines and paths: never into logs by way of ToString.
    private bool PrintMembers(StringBuilder builder)
    {
        builder.Append(CultureInfo.InvariantCulture, $"HostId = {HostId}, Severity = {Severity}, AddedUtc = {AddedUtc:O}, Body = ({Body?.Length ?? 0} characters)");
        return true;
    }
}
