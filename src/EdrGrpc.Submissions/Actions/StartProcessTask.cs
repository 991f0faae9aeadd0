namespace EdrGrpc.Submissions.Actions;

/// <summary>Start a process. Never repeated by itself when KSC's answer was lost.</summary>
/// <param name="ExecutablePath">Path of the executable on the host.</param>
/// <param name="Arguments">Command line arguments; null leaves the key out of the incident body, "" does not.</param>
/// <param name="WorkingFolder">Working folder; null leaves the key out of the incident body, "" does not.</param>
public sealed record StartProcessTask(string ExecutablePath, string? Arguments, string? WorkingFolder) : ResponseTask
{
    /// <inheritdoc/>
    public override TaskKind Kind => TaskKind.StartProcess;
}
