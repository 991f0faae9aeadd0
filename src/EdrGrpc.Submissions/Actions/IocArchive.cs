using System.Text;

namespace EdrGrpc.Submissions.Actions;

/// <summary>A ZIP with OpenIOC files that passed <see cref="IocArchiveInspector"/>. Two archives are equal when their bytes are (SHA-256).</summary>
public sealed record IocArchive
{
    /// <summary>SHA-256 of the bytes, 64 lower-case hexadecimal digits.</summary>
    public required string Sha256 { get; init; }

    /// <summary>Names of the .ioc and .xml files in the archive's order, at most <see cref="IocArchiveInspector.MaxListedNames"/> of them.</summary>
    public required IReadOnlyList<string> FileNames { get; init; }

    /// <summary>The ZIP itself. Never logged, never sent back.</summary>
    public required ReadOnlyMemory<byte> Bytes { get; init; }

    /// <summary>Size of the ZIP in bytes.</summary>
    public int Size => Bytes.Length;

    /// <inheritdoc/>
    public bool Equals(IocArchive? other) => other is not null && string.Equals(Sha256, other.Sha256, StringComparison.Ordinal);

    /// <inheritdoc/>
    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(Sha256);

    private bool PrintMembers(StringBuilder builder)
    {
        builder.Append("Sha256 = ").Append(Sha256).Append(", Size = ").Append(Size).Append(", FileNames = ").Append(FileNames.Count);
        return true;
    }
}
