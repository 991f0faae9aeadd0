using System.Text;

namespace EdrGrpc.Submissions.Actions;

/// <summary>
/// The text of KLINCDT_BODY. For iocScan it is kept in two parts, between which the base64 of the archive goes, so that an archive
/// sent to a thousand hosts is stored once; for every other task <see cref="Head"/> is the whole text.
/// </summary>
/// <param name="Head">The whole text, or for iocScan what comes before the archive.</param>
/// <param name="Tail">For iocScan what comes after the archive; null for every other task.</param>
public sealed record IncidentBodyText(string Head, string? Tail)
{
    /// <summary>Length in UTF-16 units of what <see cref="Compose"/> gives for an archive of this many bytes.</summary>
    public int LengthWith(int archiveBytes) => Tail is null ? Head.Length : Head.Length + Base64Length(archiveBytes) + Tail.Length;

    /// <summary>The exact text for KSC. <paramref name="archive"/> is the ZIP of an iocScan and is not looked at for other tasks.</summary>
    public string Compose(ReadOnlySpan<byte> archive)
    {
        if (Tail is null)
        {
            return Head;
        }

        return string.Create(LengthWith(archive.Length), new Parts(Head, archive, Tail), static (text, parts) =>
        {
            parts.Head.CopyTo(text);
            Convert.TryToBase64Chars(parts.Archive, text[parts.Head.Length..], out var written);
            parts.Tail.CopyTo(text[(parts.Head.Length + written)..]);
        });
    }

    private static int Base64Length(int bytes) => (bytes + 2) / 3 * 4;

    // The text holds paths, hashes and command lines: they belong in the store, not in a log line.
    private bool PrintMembers(StringBuilder builder)
    {
        builder.Append("Length = ").Append(Head.Length + (Tail?.Length ?? 0));
        return true;
    }

    private readonly ref struct Parts(string head, ReadOnlySpan<byte> archive, string tail)
    {
        public readonly string Head = head;
        public readonly ReadOnlySpan<byte> Archive = archive;
        public readonly string Tail = tail;
    }
}
