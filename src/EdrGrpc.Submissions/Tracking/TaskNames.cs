using EdrGrpc.Submissions.Actions;

namespace EdrGrpc.Submissions.Tracking;

/// <summary>Names of response tasks: "[Response][&lt;area&gt;] &lt;task&gt; - &lt;date&gt; &lt;time&gt; - &lt;id&gt;". Casing varies; date, time and id are opaque
/// (ksc-openapi.md 4.7). Compared in code only: in KSC's filters '[' opens a wildcard set.</summary>
public static class TaskNames
{
    private const string Prefix = "[Response][";

    /// <summary>True for a response task of any origin: it counts against KSC's 100.</summary>
    public static bool IsResponseTask(string displayName)
    {
        ArgumentNullException.ThrowIfNull(displayName);
        return displayName.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>True if the name is that of a task of this area and kind.</summary>
    public static bool IsTaskOf(string displayName, string area, TaskKind kind)
    {
        ArgumentNullException.ThrowIfNull(displayName);
        var prefix = $"{Prefix}{area}] {kind.WireName()}";
        return displayName.StartsWith(prefix, StringComparison.OrdinalIgnoreCase)
            && (displayName.Length == prefix.Length || displayName[prefix.Length] is ' ' or '-');
    }
}
