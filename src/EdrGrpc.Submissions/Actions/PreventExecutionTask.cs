namespace EdrGrpc.Submissions.Actions;

/// <summary>Prevent a file from running.</summary>
/// <param name="Hash">MD5 of the file, 32 hexadecimal digits.</param>
/// <param name="Path">Path of the file, or "" for the hash alone.</param>
/// <param name="CaseSensitive">Compare the file name with its case.</param>
public sealed record PreventExecutionTask(string Hash, string Path, bool CaseSensitive) : ResponseTask
{
    /// <inheritdoc/>
    public override TaskKind Kind => TaskKind.PreventExecution;
}
