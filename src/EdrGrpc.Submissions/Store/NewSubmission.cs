using EdrGrpc.Submissions.Actions;

namespace EdrGrpc.Submissions.Store;

/// <summary>A submission about to be recorded.</summary>
/// <param name="Submission">In state Accepted (or PendingApproval), revision 0: the store sets the revisions.</param>
/// <param name="Body">The incident body, stored verbatim.</param>
/// <param name="Archive">The IOC archive of an iocScan, stored once by its SHA-256; null otherwise.</param>
/// <param name="Detail">Text of its first event.</param>
public sealed record NewSubmission(Submission Submission, IncidentBodyText Body, IocArchive? Archive, string Detail)
{
    /// <summary>The decision to record with it.</summary>
    public Audit.AuditEntry? Audit { get; init; }
}
