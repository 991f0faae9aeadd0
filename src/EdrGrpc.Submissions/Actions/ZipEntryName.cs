using System.Text;

namespace EdrGrpc.Submissions.Actions;

/// <summary>Names of files in a ZIP: decoding, what is refused, and how a message shows one.</summary>
internal static class ZipEntryName
{
    private const int MaxLength = 255;
    private const int MaxShown = 80;

    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>With / between segments. In a name that is not UTF-8 (an old code page) the bytes above 127 become %XX.</summary>
    public static string Decode(ReadOnlySpan<byte> bytes)
    {
        try
        {
            return StrictUtf8.GetString(bytes).Replace('\\', '/');
        }
        catch (DecoderFallbackException)
        {
            var text = new StringBuilder();
            foreach (var b in bytes)
            {
                text.Append(b < 0x80 ? ((char)b).ToString() : $"%{b:X2}");
            }

            return text.ToString().Replace('\\', '/');
        }
    }

    /// <summary>Why the name is refused, or null. Whatever unpacks the archive on the host must not be led out of its folder.</summary>
    public static string? Problem(string name)
    {
        if (name.Length is 0 or > MaxLength)
        {
            return $"has an entry whose name is empty or longer than {MaxLength} characters";
        }

        if (name[0] == '/')
        {
            return $"has an entry with an absolute path ({Shown(name)})";
        }

        foreach (var c in name)
        {
            if (char.IsControl(c) || c is ':' or '*' or '?' or '"' or '<' or '>' or '|')
            {
                return $"has an entry whose name holds a character that Windows does not allow ({Shown(name)})";
            }
        }

        ReadOnlySpan<char> rest = name.EndsWith('/') ? name.AsSpan(0, name.Length - 1) : name;
        foreach (var segment in rest.Split('/'))
        {
            if (rest[segment].Trim(". ").IsEmpty)
            {
                return $"has an entry whose path holds \"..\" or an empty segment ({Shown(name)})";
            }
        }

        return null;
    }

    /// <summary>The name in quotes, short and printable.</summary>
    public static string Shown(string name)
    {
        var text = new StringBuilder("\"");
        foreach (var rune in name.AsSpan(0, Math.Min(name.Length, MaxShown)).EnumerateRunes())
        {
            text.Append(Rune.IsControl(rune) || rune == Rune.ReplacementChar || rune.Value is '"' or 0x2028 or 0x2029 ? "?" : rune.ToString());
        }

        return text.Append(name.Length > MaxShown ? "…\"" : "\"").ToString();
    }
}
