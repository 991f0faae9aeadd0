namespace EdrGrpc.Submissions.Actions;

/// <summary>Turn network isolation on or off.</summary>
/// <param name="Enable">True for on (1 in KSC), false for off (0).</param>
public sealed record IsolateHostTask(bool Enable) : ResponseTask
{
    /// <inheritdoc/>
    public override TaskKind Kind => TaskKind.IsolateHost;
}
