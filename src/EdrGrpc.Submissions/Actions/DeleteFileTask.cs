namespace EdrGrpc.Submissions.Actions;

/// <summary>Delete a file. Cannot be undone.</summary>
/// <param name="Md5Hash">32 hexadecimal digits, or "" when not used.</param>
/// <param name="Sha256Hash">64 hexadecimal digits, or "" when not used.</param>
/// <param name="Path">Path of the file on the host.</param>
/// <param name="SearchInSubfolders">Also look in subfolders; null leaves the key out of the incident body.</param>
public sealed record DeleteFileTask(string Md5Hash, string Sha256Hash, string Path, bool? SearchInSubfolders) : ResponseTask
{
    /// <inheritdoc/>
    public override TaskKind Kind => TaskKind.DeleteFile;
}
