using System.Globalization;
using System.Text;

namespace EdrGrpc.Cli.Output;

/// <summary>Text of others for a terminal: control characters could move the cursor or recolour it, direction marks could reorder what is read.</summary>
internal static class SafeText
{
    public static string Of(string? text)
    {
        if (string.IsNullOrEmpty(text) || !text.Any(IsUnsafe))
        {
            return text ?? "";
        }

        var safe = new StringBuilder(text.Length);
        foreach (var character in text)
        {
            safe.Append(character is '\r' or '\n' or '\t' ? ' ' : IsUnsafe(character) ? '\uFFFD' : character);
        }

        return safe.ToString();
    }

    private static bool IsUnsafe(char character) =>
        CharUnicodeInfo.GetUnicodeCategory(character) is UnicodeCategory.Control or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
        || character is (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069');
}
