using System.Buffers.Binary;

namespace EdrGrpc.Submissions.Actions;

/// <summary>
/// Reads the directory of a ZIP strictly. ZipArchive is lenient where leniency hurts: it takes overlapping entries, local headers that
/// contradict the directory and data before the first entry, so that another reader may see another archive than the one checked here.
/// </summary>
internal static class ZipDirectory
{
    private const uint EndSignature = 0x06054b50;
    private const uint EntrySignature = 0x02014b50;
    private const uint LocalSignature = 0x04034b50;
    private const int EndLength = 22;
    private const int EntryLength = 46;
    private const int LocalLength = 30;
    private const ushort Encrypted = 0x2041; // bits 0 (traditional), 6 (strong) and 13 (masked headers)
    private const ushort SizesFollow = 0x0008;
    private const uint UnixLink = 0xA000;

    /// <summary>Returns why the archive is refused, as the end of a sentence that begins with "The archive", or null.</summary>
    public static string? Read(ReadOnlySpan<byte> zip, List<ZipEntry> entries)
    {
        var end = FindEnd(zip);
        if (end < 0)
        {
            return "is not a ZIP file, or it is cut off";
        }

        var record = zip[end..];
        var count = U16(record, 10);
        var size = U32(record, 12);
        var start = U32(record, 16);
        if (U16(record, 4) != 0 || U16(record, 6) != 0 || U16(record, 8) != count)
        {
            return "is one part of a ZIP split over several disks";
        }

        if (count == ushort.MaxValue || size == uint.MaxValue || start == uint.MaxValue)
        {
            return "is a ZIP64 file, which an archive of this size never needs; write it as a plain ZIP";
        }

        if (count > IocArchiveInspector.MaxEntries)
        {
            return $"holds {count} entries, more than {IocArchiveInspector.MaxEntries}";
        }

        if ((long)start + size != end)
        {
            return "has data before, between or behind its entries, or a damaged directory";
        }

        var at = (int)start;
        for (var i = 0; i < count; i++)
        {
            if (ReadEntry(zip[..end], (int)start, ref at, entries) is { } problem)
            {
                return problem;
            }
        }

        return at != end ? "has a directory that names another number of entries than it holds" : Overlap(entries);
    }

    private static int FindEnd(ReadOnlySpan<byte> zip)
    {
        var lowest = Math.Max(0, zip.Length - EndLength - ushort.MaxValue);
        for (var at = zip.Length - EndLength; at >= lowest; at--)
        {
            if (U32(zip, at) == EndSignature && at + EndLength + U16(zip, at + 20) == zip.Length)
            {
                return at;
            }
        }

        return -1;
    }

    private static string? ReadEntry(ReadOnlySpan<byte> zip, int directory, ref int at, List<ZipEntry> entries)
    {
        if (zip.Length - at < EntryLength || U32(zip, at) != EntrySignature)
        {
            return "has a damaged directory";
        }

        var header = zip[at..];
        var nameLength = U16(header, 28);
        var length = EntryLength + nameLength + U16(header, 30) + U16(header, 32);
        if (header.Length < length)
        {
            return "has a damaged directory";
        }

        at += length;
        var rawName = header.Slice(EntryLength, nameLength);
        var name = ZipEntryName.Decode(rawName);
        if (ZipEntryName.Problem(name) is { } badName)
        {
            return badName;
        }

        var flags = U16(header, 8);
        var method = U16(header, 10);
        if ((flags & Encrypted) != 0 || method == 99)
        {
            return $"is encrypted ({ZipEntryName.Shown(name)}); KSC cannot ask for a password";
        }

        if (method is not (0 or 8))
        {
            return $"is compressed in a way that is not Deflate or Store ({ZipEntryName.Shown(name)})";
        }

        // Made by Unix (3) or macOS (19): the upper half of the attributes is the file mode.
        if (header[5] is 3 or 19 && ((U32(header, 38) >> 16) & 0xF000) == UnixLink)
        {
            return $"holds a symbolic link ({ZipEntryName.Shown(name)})";
        }

        var packed = U32(header, 20);
        var unpacked = U32(header, 24);
        if (packed == uint.MaxValue || unpacked == uint.MaxValue)
        {
            return "is a ZIP64 file, which an archive of this size never needs; write it as a plain ZIP";
        }

        if (unpacked > IocArchiveInspector.MaxUnpackedBytes)
        {
            return $"holds a file of more than 10 MiB ({ZipEntryName.Shown(name)})";
        }

        var offset = U32(header, 42);
        var data = DataOffset(zip, offset, packed, directory, rawName, flags, method);
        if (data < 0 || (method == 0 && packed != unpacked))
        {
            return $"contradicts itself: the directory and the header of an entry differ ({ZipEntryName.Shown(name)})";
        }

        entries.Add(new ZipEntry(name, method == 8, U32(header, 16), (int)packed, (int)unpacked, (int)offset, data));
        return null;
    }

    /// <summary>Where the packed data begins, or -1 if the local header is not the one that the directory describes.</summary>
    private static int DataOffset(ReadOnlySpan<byte> zip, uint offset, uint packed, int directory, ReadOnlySpan<byte> name, ushort flags, ushort method)
    {
        if (offset + (long)LocalLength + name.Length > directory)
        {
            return -1;
        }

        var local = zip[(int)offset..];
        var data = offset + (long)LocalLength + U16(local, 26) + U16(local, 28);
        if (U32(local, 0) != LocalSignature
            || U16(local, 6) != flags
            || U16(local, 8) != method
            || U16(local, 26) != name.Length
            || !local.Slice(LocalLength, name.Length).SequenceEqual(name)
            || data + packed > directory)
        {
            return -1;
        }

        // Sizes stand behind the data when bit 3 is set; a streaming writer may also reserve room for ZIP64 sizes (0xFFFFFFFF).
        var localPacked = U32(local, 18);
        return (flags & SizesFollow) != 0 || localPacked == packed || localPacked == uint.MaxValue ? (int)data : -1;
    }

    /// <summary>Overlapping entries let a small archive unpack to terabytes without nesting.</summary>
    private static string? Overlap(List<ZipEntry> entries)
    {
        var ordered = new List<ZipEntry>(entries);
        ordered.Sort(static (a, b) => a.HeaderOffset.CompareTo(b.HeaderOffset));
        for (var i = 1; i < ordered.Count; i++)
        {
            if (ordered[i].HeaderOffset < ordered[i - 1].DataOffset + ordered[i - 1].PackedSize)
            {
                return $"has entries that overlap ({ZipEntryName.Shown(ordered[i].Name)})";
            }
        }

        return null;
    }

    private static ushort U16(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadUInt16LittleEndian(bytes[at..]);

    private static uint U32(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadUInt32LittleEndian(bytes[at..]);
}
