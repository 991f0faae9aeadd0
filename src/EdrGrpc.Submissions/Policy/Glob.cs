using System.IO.Enumeration;

namespace EdrGrpc.Submissions.Policy;

/// <summary>Patterns with * (any run) and ? (one character); case does not matter, every other character stands for itself.</summary>
internal static class Glob
{
    // The framework's matcher takes a backslash as an escape; in names and paths it is a character.
    public static bool Matches(string pattern, string value) =>
        FileSystemName.MatchesSimpleExpression(pattern.Replace("\\", "\\\\", StringComparison.Ordinal), value, ignoreCase: true);

    /// <summary>The part before the first wildcard.</summary>
    public static string FixedPart(string pattern)
    {
        var wildcard = pattern.AsSpan().IndexOfAny('*', '?');
        return wildcard < 0 ? pattern : pattern[..wildcard];
    }
}
