using System.Globalization;
using System.Text;

namespace EdrGrpc.Cli.Output;

/// <summary>
/// Text of others for a terminal: control characters could move the cursor or recolour it, direction marks could reorder what is read,
/// invisible ones could make two names look the same. They are shown as what they are, for example &lt;U+202E&gt;.
/// </summary>
internal static class SafeText
{
    public static string Of(string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            return "";
        }

        var safe = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            if (IsUnsafe(rune))
            {
                safe.Append(CultureInfo.InvariantCulture, $"<U+{rune.Value:X4}>");
            }
            else
            {
                safe.Append(rune);
            }
        }

        return safe.ToString();
    }

    private static bool IsUnsafe(Rune rune) => Rune.GetUnicodeCategory(rune) is
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
        or UnicodeCategory.PrivateUse;
}
