using System.Buffers;
using System.Text;

namespace EdrGrpc.Ksc;

/// <summary>Half a surrogate pair cannot travel as UTF-8: the JSON writer would replace it without a word.</summary>
internal static class Utf16
{
    public static bool IsWellFormed(string text)
    {
        for (var rest = text.AsSpan(); !rest.IsEmpty;)
        {
            if (Rune.DecodeFromUtf16(rest, out _, out var consumed) != OperationStatus.Done)
            {
                return false;
            }

            rest = rest[consumed..];
        }

        return true;
    }
}
