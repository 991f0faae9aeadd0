namespace EdrGrpc.Submissions.Actions;

/// <summary>Fetch a copy of a file.</summary>
/// <param name="Md5Hash">32 hexadecimal digits, or "" when not used.</param>
/// <param name="Sha256Hash">64 hexadecimal digits, or "" when not used.</param>
/// <param name="Path">Path of the file on the host.</param>
public sealed record GetFileTask(string Md5Hash, string Sha256Hash, string Path) : ResponseTask
{
    /// <inheritdoc/>
    public override TaskKind Kind => TaskKind.GetFile;
}
