using System.IO.Enumeration;

namespace EdrGrpc.Submissions.Policy;

/// <summary>Chooses hosts: one that matches any entry is chosen. Case does not matter.</summary>
public sealed record HostSelector
{
    /// <summary>KSC's host ids.</summary>
    public IReadOnlyList<string> Ids { get; init; } = [];

    /// <summary>Display, NetBIOS, DNS or full names; * and ? are wildcards.</summary>
    public IReadOnlyList<string> Names { get; init; } = [];

    /// <summary>Names or numbers of administration groups in KSC; * and ? are wildcards. Only the host's own group counts, not those above it.</summary>
    public IReadOnlyList<string> Groups { get; init; } = [];

    /// <summary>Operating systems as KSC writes them, for example "*Server*"; * and ? are wildcards.</summary>
    public IReadOnlyList<string> OperatingSystems { get; init; } = [];

    /// <summary>True, false, or null when that cannot be told without facts about the host.</summary>
    public bool? Matches(string hostId, HostFacts? facts)
    {
        if (Ids.Contains(hostId, StringComparer.OrdinalIgnoreCase))
        {
            return true;
        }

        if (Names.Count + Groups.Count + OperatingSystems.Count == 0)
        {
            return false;
        }

        return facts is null ? null : Any(Names, facts.Names) || Any(Groups, facts.Groups) || Any(OperatingSystems, [facts.OperatingSystem]);
    }

    private static bool Any(IReadOnlyList<string> patterns, IReadOnlyList<string> values) =>
        patterns.Any(pattern => values.Any(value => value.Length > 0 && Glob.Matches(pattern, value)));
}
