namespace EdrGrpc.Submissions.Actions;

/// <summary>Look for indicators of compromise, with optional reactions.</summary>
/// <param name="Archive">The ZIP with the indicators.</param>
/// <param name="IsolateHost">Isolate the host when an indicator is found.</param>
/// <param name="ScanCriticalAreas">Scan critical areas when an indicator is found.</param>
/// <param name="QuarantineObject">Quarantine and delete the object when an indicator is found.</param>
public sealed record IocScanTask(IocArchive Archive, bool IsolateHost, bool ScanCriticalAreas, bool QuarantineObject) : ResponseTask
{
    /// <inheritdoc/>
    public override TaskKind Kind => TaskKind.IocScan;
}
