using System.Globalization;
using System.Text;

namespace EdrGrpc.Ksc;

/// <summary>An incident as KSC holds it.</summary>
/// <param name="Id">KLINCDT_ID.</param>
/// <param name="HostId">The host's id; empty when KSC sent none.</param>
/// <param name="AddedUtc">Creation time, whole seconds; null when KSC sent none.</param>
/// <param name="Body">Free text; empty when KSC sent none.</param>
/// <param name="Severity">1 information, 2 warning, 3 critical; 0 when KSC sent none.</param>
/// <param name="IsHandled">The processed flag.</param>
public sealed record Incident(int Id, string HostId, DateTimeOffset? AddedUtc, string Body, int Severity, bool IsHandled)
{
    // See NewIncident: bodies never into logs.
    private bool PrintMembers(StringBuilder builder)
    {
        builder.Append(
            CultureInfo.InvariantCulture,
            $"Id = {Id}, HostId = {HostId}, AddedUtc = {AddedUtc:O}, Body = ({Body.Length} characters), Severity = {Severity}, IsHandled = {IsHandled}");
        return true;
    }
}
