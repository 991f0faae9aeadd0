using System.IO.Compression;
using System.Text;
using EdrGrpc.Submissions.Actions;

namespace EdrGrpc.Tests.Actions;

/// <summary>Writes ZIP files whose headers may lie, which no library does.</summary>
internal sealed class TestZip
{
    private readonly List<Entry> _entries = [];

    public string Comment { get; init; } = "";

    public byte[] Prefix { get; init; } = [];

    public ushort? Count { get; init; }

    public uint? DirectorySize { get; init; }

    public static byte[] Of(params (string Name, string Content)[] files)
    {
        var zip = new TestZip();
        foreach (var (name, content) in files)
        {
            zip.Add(name, Encoding.UTF8.GetBytes(content));
        }

        return zip.Build();
    }

    public TestZip Add(string name, string content) => Add(name, Encoding.UTF8.GetBytes(content));

    public TestZip Add(string name, byte[] content, Func<Entry, Entry>? change = null)
    {
        var raw = Encoding.UTF8.GetBytes(name);
        var entry = new Entry(raw, raw, 0x0800, 8, Deflate(content), Crc32.Append(0, content), (uint)content.Length);
        _entries.Add(change is null ? entry : change(entry));
        return this;
    }

    public byte[] Build()
    {
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream);
        writer.Write(Prefix);
        var offsets = new List<uint>();
        foreach (var entry in _entries)
        {
            offsets.Add(entry.SameDataAs is { } other ? offsets[other] : (uint)stream.Position);
            if (entry.SameDataAs is null)
            {
                writer.Write(0x04034b50);
                writer.Write((ushort)20);
                writer.Write(entry.LocalFlags ?? entry.Flags);
                writer.Write(entry.LocalMethod ?? entry.Method);
                writer.Write(0);
                writer.Write(entry.Crc);
                writer.Write(entry.LocalPackedSize ?? entry.PackedSize ?? (uint)entry.Packed.Length);
                writer.Write(entry.UnpackedSize);
                writer.Write((ushort)entry.LocalName.Length);
                writer.Write((ushort)0);
                writer.Write(entry.LocalName);
                writer.Write(entry.Packed);
            }
        }

        var start = (uint)stream.Position;
        for (var i = 0; i < _entries.Count; i++)
        {
            var entry = _entries[i];
            writer.Write(0x02014b50);
            writer.Write((ushort)(20 | (entry.MadeBy << 8)));
            writer.Write((ushort)20);
            writer.Write(entry.Flags);
            writer.Write(entry.Method);
            writer.Write(0);
            writer.Write(entry.Crc);
            writer.Write(entry.PackedSize ?? (uint)entry.Packed.Length);
            writer.Write(entry.UnpackedSize);
            writer.Write((ushort)entry.Name.Length);
            writer.Write(0);
            writer.Write((ushort)0);
            writer.Write((ushort)0);
            writer.Write(entry.Attributes);
            writer.Write(entry.Offset ?? offsets[i]);
            writer.Write(entry.Name);
        }

        var size = (uint)stream.Position - start;
        writer.Write(0x06054b50);
        writer.Write(0);
        writer.Write(Count ?? (ushort)_entries.Count);
        writer.Write(Count ?? (ushort)_entries.Count);
        writer.Write(DirectorySize ?? size);
        writer.Write(start);
        writer.Write((ushort)Comment.Length);
        writer.Write(Encoding.ASCII.GetBytes(Comment));
        writer.Flush();
        return stream.ToArray();
    }

    private static byte[] Deflate(byte[] content)
    {
        using var stream = new MemoryStream();
        using (var deflater = new DeflateStream(stream, CompressionLevel.SmallestSize, leaveOpen: true))
        {
            deflater.Write(content);
        }

        return stream.ToArray();
    }

    internal sealed record Entry(byte[] Name, byte[] LocalName, ushort Flags, ushort Method, byte[] Packed, uint Crc, uint UnpackedSize)
    {
        public uint? PackedSize { get; init; }

        public uint? LocalPackedSize { get; init; }

        public ushort? LocalFlags { get; init; }

        public ushort? LocalMethod { get; init; }

        public int? SameDataAs { get; init; }

        public uint? Offset { get; init; }

        public byte MadeBy { get; init; }

        public uint Attributes { get; init; }
    }
}
