using System.IO.Compression;
using Google.Protobuf;

namespace EdrGrpc.Cli.Submit;

/// <summary>The archive of --ioc: a ZIP as it is, or one file or a folder zipped in memory.</summary>
internal static class IocArchiveFile
{
    // The contract's limits; what is larger would be refused, so it is not read into memory first.
    private const int MaxArchiveBytes = 3 * 1024 * 1024;
    private const int MaxFileBytes = 2 * 1024 * 1024;

    private static readonly string[] Extensions = [".ioc", ".xml"];

    // One and the same time in every entry: equal content is then an equal archive, and a repeated request_id the same request.
    private static readonly DateTimeOffset EntryTime = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static ByteString Read(string path)
    {
        try
        {
            var archive = Directory.Exists(path) ? ZipFolder(path) : IsIoc(path) ? Zip([(Path.GetFileName(path), path)]) : ReadBounded(path, MaxArchiveBytes);
            return archive.Length is > 0 and <= MaxArchiveBytes
                ? ByteString.CopyFrom(archive)
                : throw CliException.Usage($"The IOC archive of {path} is {(archive.Length == 0 ? "empty" : "larger than 3 MiB")}.");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw CliException.Usage($"The IOC files of {path} cannot be read: {exception.Message}");
        }
    }

    private static byte[] ZipFolder(string folder)
    {
        var files = Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Where(IsIoc)
            .Select(file => (Name: Path.GetRelativePath(folder, file).Replace('\\', '/'), Path: file))
            .OrderBy(file => file.Name, StringComparer.Ordinal)
            .ToList();
        return files.Count > 0 ? Zip(files) : throw CliException.Usage($"The folder {folder} holds no .ioc or .xml file.");
    }

    private static byte[] Zip(IEnumerable<(string Name, string Path)> files)
    {
        using var memory = new MemoryStream();
        using (var zip = new ZipArchive(memory, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, path) in files)
            {
                var entry = zip.CreateEntry(name);
                entry.LastWriteTime = EntryTime;
                using var content = entry.Open();
                content.Write(ReadBounded(path, MaxFileBytes));
            }
        }

        return memory.ToArray();
    }

    private static byte[] ReadBounded(string path, int limit)
    {
        using var file = File.OpenRead(path);
        return file.Length <= limit ? ReadAll(file) : throw CliException.Usage($"{path} has {file.Length} bytes; at most {limit} are allowed.");
    }

    private static byte[] ReadAll(FileStream file)
    {
        var content = new byte[file.Length];
        file.ReadExactly(content);
        return content;
    }

    private static bool IsIoc(string path) => Extensions.Contains(Path.GetExtension(path), StringComparer.OrdinalIgnoreCase);
}
