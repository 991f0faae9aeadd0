namespace EdrGrpc.Submissions.Actions;

/// <summary>Text that can be written as UTF-8 without loss.</summary>
public static class UnicodeText
{
    /// <summary>False if the text holds half of a surrogate pair: UTF-8 has no form for it, and encoders put U+FFFD in its place.</summary>
    public static bool IsWellFormed(ReadOnlySpan<char> text)
    {
        var at = text.IndexOfAnyInRange('\uD800', '\uDFFF');
        while (at >= 0)
        {
            if (at + 1 >= text.Length || !char.IsSurrogatePair(text[at], text[at + 1]))
            {
                return false;
            }

            text = text[(at + 2)..];
            at = text.IndexOfAnyInRange('\uD800', '\uDFFF');
        }

        return true;
    }
}
