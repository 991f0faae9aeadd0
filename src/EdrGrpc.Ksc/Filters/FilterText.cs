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
        if (value.Any(char.IsControl) || !Utf16.IsWellFormed(value))
        {
            throw new ArgumentException("A filter value cannot hold control characters or half of a surrogate pair.", nameof(value));
        }

        var text = new StringBuilder(value.Length + 2).Append('"');
        foreach (var c in value)
        {
            _ = c switch
            {
                '"' => text.Append("\"\""),
                '[' or ']' => text.Append('?'),
                '*' when !keepWildcards => text.Append('?'),
                _ => text.Append(c),
            };
        }

        return text.Append('"').ToString();
    }
}
