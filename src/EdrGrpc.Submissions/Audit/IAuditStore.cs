using EdrGrpc.Submissions.Store;

namespace EdrGrpc.Submissions.Audit;

/// <summary>The append-only record of decisions. What concerns a submission is appended by <see cref="ISubmissionStore"/> in the same transaction.</summary>
public interface IAuditStore
{
    /// <summary>Key of the chain's HMAC; empty = plain hashes.</summary>
    ReadOnlyMemory<byte> AuditKey { get; }

    /// <summary>Appends a decision; durable when the task completes.</summary>
    Task AppendAsync(AuditEntry entry, CancellationToken cancellationToken);

    /// <summary>Records in order.</summary>
    Task<IReadOnlyList<AuditRecord>> ReadAuditAsync(long fromSequence, int limit, CancellationToken cancellationToken);
}
