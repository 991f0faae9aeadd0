namespace EdrGrpc.Submissions.Audit;

/// <summary>What recomputing the chain found.</summary>
/// <param name="Head">The last good record.</param>
/// <param name="FirstBadSequence">The first that does not fit; 0 if the chain is whole.</param>
/// <param name="Problem">As a sentence; "" if whole.</param>
public sealed record AuditVerification(AuditHead Head, long FirstBadSequence, string Problem);
