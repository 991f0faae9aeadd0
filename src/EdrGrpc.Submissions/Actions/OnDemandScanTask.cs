namespace EdrGrpc.Submissions.Actions;

/// <summary>Scan for malware.</summary>
/// <param name="Objects">What to scan.</param>
public sealed record OnDemandScanTask(IReadOnlyList<ScanObject> Objects) : ResponseTask
{
    /// <inheritdoc/>
    public override TaskKind Kind => TaskKind.OnDemandScan;
}
