namespace EdrGrpc.Submissions.Audit;

/// <summary>An entry in the chain.</summary>
/// <param name="Sequence">1, 2, 3 … without gaps.</param>
/// <param name="Entry">What was decided.</param>
/// <param name="Hash">See <see cref="AuditChain"/>.</param>
public sealed record AuditRecord(long Sequence, AuditEntry Entry, ReadOnlyMemory<byte> Hash);
