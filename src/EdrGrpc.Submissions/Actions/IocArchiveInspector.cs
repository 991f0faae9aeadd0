using System.Buffers;
using System.IO.Compression;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace EdrGrpc.Submissions.Actions;

/// <summary>
/// Looks into the ZIP of an iocScan before anything is stored. Nothing is unpacked beyond the limits, whatever the headers say:
/// sizes are counted while the data streams by. Messages name the file in the archive and never quote its content.
/// </summary>
public static class IocArchiveInspector
{
    /// <summary>Largest archive in bytes (3 MiB).</summary>
    public const int MaxArchiveBytes = 3 * 1024 * 1024;

    /// <summary>Largest .ioc or .xml file in bytes (2 MiB).</summary>
    public const int MaxFileBytes = 2 * 1024 * 1024;

    /// <summary>Most bytes that all files of an archive may have together (10 MiB).</summary>
    public const int MaxUnpackedBytes = 10 * 1024 * 1024;

    /// <summary>Most entries in an archive.</summary>
    public const int MaxEntries = 1000;

    /// <summary>Most file names that are kept.</summary>
    public const int MaxListedNames = 50;

    private const int MaxProblems = 10;

    private static readonly string[] ArchiveExtensions = [".zip", ".7z", ".rar", ".gz", ".tgz", ".bz2", ".xz", ".tar", ".cab", ".jar", ".iso"];

    /// <summary>Returns the archive, or null and at least one sentence that says what is wrong.</summary>
    public static (IocArchive? Archive, IReadOnlyList<string> Problems) Inspect(ReadOnlyMemory<byte> zip)
    {
        var budget = (long)MaxUnpackedBytes;
        return Inspect(zip, ref budget);
    }

    /// <summary>The same for one of several archives of a request, which share a budget of bytes to unpack.</summary>
    /// <param name="zip">The ZIP itself; not copied, and kept by the archive that is returned.</param>
    /// <param name="unpackBudget">How many bytes may still be unpacked; lowered by what this archive took.</param>
    public static (IocArchive? Archive, IReadOnlyList<string> Problems) Inspect(ReadOnlyMemory<byte> zip, ref long unpackBudget)
    {
        if (zip.IsEmpty)
        {
            return (null, ["The archive is empty."]);
        }

        if (zip.Length > MaxArchiveBytes)
        {
            return (null, ["The archive is larger than 3 MiB."]);
        }

        var entries = new List<ZipEntry>();
        if ((ZipDirectory.Read(zip.Span, entries) ?? DirectoryProblem(entries, unpackBudget)) is { } problem)
        {
            return (null, [$"The archive {problem}."]);
        }

        var problems = new List<string>();
        var names = new List<string>();
        var files = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var entry in entries)
        {
            if (!entry.IsDirectory && problems.Count < MaxProblems)
            {
                unpackBudget -= entry.UnpackedSize;
                CheckFile(zip, entry, files, names, problems);
            }
        }

        if (problems.Count > 0)
        {
            return (null, problems);
        }

        return (new IocArchive { Sha256 = Convert.ToHexStringLower(SHA256.HashData(zip.Span)), FileNames = names, Bytes = zip }, []);
    }

    private static string? DirectoryProblem(List<ZipEntry> entries, long unpackBudget)
    {
        var total = 0L;
        var files = 0;
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var entry in entries)
        {
            if (!names.Add(entry.Name))
            {
                return $"holds two entries with the same name ({ZipEntryName.Shown(entry.Name)})";
            }

            if (entry.IsDirectory)
            {
                if (entry.UnpackedSize != 0)
                {
                    return $"holds a folder with content ({ZipEntryName.Shown(entry.Name)})";
                }

                continue;
            }

            total += entry.UnpackedSize;
            files += entry.IsIoc ? 1 : 0;
            if (entry.IsIoc && entry.UnpackedSize > MaxFileBytes)
            {
                return $"holds a file of more than 2 MiB ({ZipEntryName.Shown(entry.Name)})";
            }

            if (Array.Exists(ArchiveExtensions, e => entry.Name.EndsWith(e, StringComparison.OrdinalIgnoreCase)))
            {
                return $"holds another archive ({ZipEntryName.Shown(entry.Name)}); put the .ioc files into it directly";
            }
        }

        if (total > MaxUnpackedBytes)
        {
            return "unpacks to more than 10 MiB";
        }

        if (files == 0)
        {
            return "holds no .ioc or .xml file";
        }

        return total > unpackBudget ? "and the others of this request unpack to too much together; send them in several requests" : null;
    }

    private static void CheckFile(ReadOnlyMemory<byte> zip, ZipEntry entry, Dictionary<string, string> files, List<string> names, List<string> problems)
    {
        // One byte more than announced, so that a file that goes on is seen without being unpacked any further.
        var buffer = ArrayPool<byte>.Shared.Rent(entry.UnpackedSize + 1);
        try
        {
            var read = Unpack(zip.Slice(entry.DataOffset, entry.PackedSize), entry, buffer.AsSpan(0, entry.UnpackedSize + 1));
            if (FileProblem(entry, buffer.AsMemory(0, Math.Max(read, 0)), read, files) is { } problem)
            {
                problems.Add($"The file {ZipEntryName.Shown(entry.Name)} in the archive {problem}.");
            }
            else if (entry.IsIoc && names.Count < MaxListedNames)
            {
                names.Add(entry.Name);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static string? FileProblem(ZipEntry entry, ReadOnlyMemory<byte> content, int read, Dictionary<string, string> files)
    {
        if (read != entry.UnpackedSize)
        {
            return read > entry.UnpackedSize ? "unpacks to more than its header says" : "is damaged: it does not unpack";
        }

        if (Crc32.Append(0, content.Span) != entry.Crc)
        {
            return "is damaged: its checksum does not match";
        }

        if (LooksLikeArchive(content.Span))
        {
            return "is another archive; put the .ioc files into the ZIP directly";
        }

        if (!entry.IsIoc)
        {
            return null;
        }

        using var xml = AsStream(content);
        var (id, problem) = OpenIocDocument.Check(xml);
        if (problem is not null)
        {
            var finder = entry.Name.StartsWith("__MACOSX/", StringComparison.OrdinalIgnoreCase);
            return finder ? "was added by macOS and is no IOC file; make the archive with \"zip -X\"" : problem;
        }

        return files.TryAdd(id!, entry.Name) ? null : $"has the same id as {ZipEntryName.Shown(files[id!])}; ids must be unique";
    }

    /// <summary>Returns how many bytes came out, at most the length of the target; -1 if the data is damaged.</summary>
    private static int Unpack(ReadOnlyMemory<byte> packed, ZipEntry entry, Span<byte> target)
    {
        using var source = AsStream(packed);
        if (!entry.Deflated)
        {
            return source.ReadAtLeast(target, target.Length, throwOnEndOfStream: false);
        }

        try
        {
            using var inflater = new DeflateStream(source, CompressionMode.Decompress);
            return inflater.ReadAtLeast(target, target.Length, throwOnEndOfStream: false);
        }
        catch (InvalidDataException)
        {
            return -1;
        }
    }

    private static MemoryStream AsStream(ReadOnlyMemory<byte> bytes) =>
        MemoryMarshal.TryGetArray(bytes, out var segment)
            ? new MemoryStream(segment.Array!, segment.Offset, segment.Count, writable: false)
            : new MemoryStream(bytes.ToArray(), writable: false);

    private static bool LooksLikeArchive(ReadOnlySpan<byte> content) =>
        content.StartsWith("PK\u0003\u0004"u8)
        || content.StartsWith("PK\u0005\u0006"u8)
        || content.StartsWith("Rar!"u8)
        || content.StartsWith("MSCF"u8)
        || content.StartsWith((ReadOnlySpan<byte>)[(byte)'7', (byte)'z', 0xBC, 0xAF, 0x27, 0x1C])
        || content.StartsWith((ReadOnlySpan<byte>)[0x1F, 0x8B]);
}
