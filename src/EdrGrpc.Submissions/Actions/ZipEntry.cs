using System.Runtime.InteropServices;

namespace EdrGrpc.Submissions.Actions;

/// <summary>One file of a ZIP, as its central directory describes it.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct ZipEntry(string Name, bool Deflated, uint Crc, int PackedSize, int UnpackedSize, int HeaderOffset, int DataOffset)
{
    public bool IsDirectory => Name.EndsWith('/');

    public bool IsIoc => Name.EndsWith(".ioc", StringComparison.OrdinalIgnoreCase) || Name.EndsWith(".xml", StringComparison.OrdinalIgnoreCase);
}
