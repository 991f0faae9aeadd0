using System.Collections.Frozen;
using System.Text;

namespace EdrGrpc.Ksc;

/// <summary>The two places where text enters a filter: attribute names and quoted values.</summary>
internal static class FilterText
{
    private static readonly FrozenSet<string> KnownAttributes =
        HostAttributes.Everything.Concat(IncidentAttributes.Everything).ToFrozenSet(StringComparer.Ordinal);

    public static string RequireAttribute(string attribute) =>
        KnownAttributes.Contains(attribute)
            ? attribute
            : throw new ArgumentException("Not an attribute of HostAttributes or IncidentAttributes.", nameof(attribute));

    /// <summary>Doubles quotes (documented since 14.2); backslash is literal. Wildcards become ?, as there is no escape for them.</summary>
    public static string Quote(string value, bool keepWildcards)
    {
        ArgumentNullException.ThrowIfNull(value);
        var text = new StringBuilder(value.Length + 2).Append('"');
        foreach (var rune in value.EnumerateRunes())
        {
            if (Rune.IsControl(rune) || (rune == Rune.ReplacementChar && !value.Contains('\uFFFD', StringComparison.Ordinal)))
            {
                throw new ArgumentException("A filter value cannot hold control characters or half of a surrogate pair.", nameof(value));
            }

            _ = rune.Value switch
            {
                '"' => text.Append("\"\""),
                '[' or ']' => text.Append('?'),
                '*' when !keepWildcards => text.Append('?'),
                _ => text.Append(rune),
            };
        }

        return text.Append('"').ToString();
    }
}
