using EdrGrpc.Submissions;
using EdrGrpc.Submissions.Retention;

namespace EdrGrpc.Server.Settings;

/// <summary>Names that the command line may set.</summary>
internal static class SettingNames
{
    private static readonly HashSet<string> Plain = new(StringComparer.OrdinalIgnoreCase)
    {
        "urls", "http_ports", "https_ports", "AllowedHosts", "environment", "contentRoot", "applicationName",
        "kscHost", "kscPort", "kscCert", "kscUser", "kscPasswordFile", "kscInternalUser", "kscDomain", "kscVirtualServer",
    };

    // Sections of ASP.NET Core, whose members are theirs.
    private static readonly HashSet<string> Foreign = new(StringComparer.OrdinalIgnoreCase) { "Kestrel", "Logging", "Web" };

    private static readonly Dictionary<string, HashSet<string>> Ours = new(StringComparer.OrdinalIgnoreCase)
    {
        ["Ksc"] = Members([typeof(DispatchOptions)], "Servers", "DefaultServer"),
        ["Watch"] = Members([typeof(WatchOptions)]),
        ["Store"] = Members([typeof(StoreOptions), typeof(RetentionOptions)]),
        ["Security"] = Members([typeof(SecurityOptions)]),
        ["Cluster"] = Members([typeof(ReplicaOptions)]),
        ["Audit"] = Members([typeof(AuditOptions)]),
    };

    /// <summary>Why a name cannot be set on the command line, as a sentence; null if it can.</summary>
    public static string? Problem(string name)
    {
        if (name.EndsWith("password", StringComparison.OrdinalIgnoreCase))
        {
            return "a password on the command line can be read by every user of this machine. Use a file (kscPasswordFile) or the environment.";
        }

        if (Plain.Contains(name) || name.StartsWith("OTEL_", StringComparison.Ordinal))
        {
            return null;
        }

        var parts = name.Split(':');
        return parts.Length > 1 && (Foreign.Contains(parts[0]) || (Ours.TryGetValue(parts[0], out var members) && members.Contains(parts[1])))
            ? null
            : "there is no such setting or command. All settings are in docs/settings.md, commands in --help.";
    }

    private static HashSet<string> Members(Type[] options, params string[] more) =>
        options.SelectMany(type => type.GetProperties()).Select(property => property.Name).Concat(more).ToHashSet(StringComparer.OrdinalIgnoreCase);
}
