using System.Globalization;
using System.Text;

namespace EdrGrpc.Server.Mapping;

/// <summary>Text in a form in which every character can be seen, in the order in which it is stored.</summary>
internal static class VisibleText
{
    private const int MostMarks = 4;
    private const int MostShown = 400;
    private const int ShownBefore = 200;

    // Letters and marks by category that fonts draw as nothing.
    private static readonly int[] Blank = [0x034F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x2800, 0x3164, 0xFFA0];

    /// <summary>Null if nothing is hidden; otherwise the text around the first hidden character, with those written as &lt;U+202E&gt;.</summary>
    public static string? Reveal(string text)
    {
        // Nearly all texts are plain ASCII.
        if (!text.AsSpan().ContainsAnyExceptInRange(' ', '~'))
        {
            return null;
        }

        var shown = new StringBuilder();
        var first = -1;
        var marks = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            marks = IsMark(rune) ? marks + 1 : 0;
            var hidden = marks > MostMarks || IsHidden(rune);
            if (hidden && first < 0)
            {
                first = shown.Length;
            }

            shown.Append(hidden ? $"<U+{rune.Value:X4}>" : rune.ToString());
            if (first >= 0 && shown.Length > first + MostShown)
            {
                break;
            }
        }

        return first < 0 ? null : Cut(shown.ToString(), first);
    }

    private static string Cut(string shown, int first)
    {
        var start = Math.Max(0, first - ShownBefore);
        if (start > 0 && char.IsLowSurrogate(shown[start]))
        {
            start--;
        }

        var part = shown[start..];
        if (part.Length <= MostShown)
        {
            return (start > 0 ? "…" : "") + part;
        }

        var end = char.IsHighSurrogate(part[MostShown - 1]) ? MostShown - 1 : MostShown;
        return (start > 0 ? "…" : "") + part[..end] + "…";
    }

    private static bool IsMark(Rune rune) => Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark;

    private static bool IsHidden(Rune rune) => rune.Value != ' '
        && (Rune.GetUnicodeCategory(rune) is UnicodeCategory.Format or UnicodeCategory.Control or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
            or UnicodeCategory.SpaceSeparator or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned
        || rune.Value is (>= 0xFE00 and <= 0xFE0F) or (>= 0xE0100 and <= 0xE01EF)
        || Array.IndexOf(Blank, rune.Value) >= 0);
}
