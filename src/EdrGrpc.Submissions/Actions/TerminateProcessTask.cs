namespace EdrGrpc.Submissions.Actions;

/// <summary>Terminate the processes of a file.</summary>
/// <param name="Md5Hash">32 hexadecimal digits, or "" when not used.</param>
/// <param name="Sha256Hash">64 hexadecimal digits, or "" when not used.</param>
/// <param name="Path">Path of the file on the host.</param>
/// <param name="CaseSensitive">Compare the file name with its case.</param>
public sealed record TerminateProcessTask(string Md5Hash, string Sha256Hash, string Path, bool CaseSensitive) : ResponseTask
{
    /// <inheritdoc/>
    public override TaskKind Kind => TaskKind.TerminateProcess;
}
