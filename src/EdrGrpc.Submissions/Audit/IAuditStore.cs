using EdrGrpc.Submissions.Store;

namespace EdrGrpc.Submissions.Audit;

/// <summary>The append-only record of decisions. What concerns a submission is appended by <see cref="ISubmissionStore"/> in the same transaction.</summary>
public interface IAuditStore
{
    /// <summary>Keys of the chain's HMAC.</summary>
    AuditKeys AuditKeys { get; }

    /// <summary>The last record that this process has written or found when it started.</summary>
    AuditHead AuditHead { get; }

    /// <summary>Appends a decision; durable when the task completes.</summary>
    Task AppendAsync(AuditEntry entry, CancellationToken cancellationToken);

    /// <summary>Records in order.</summary>
    Task<IReadOnlyList<AuditRecord>> ReadAuditAsync(long fromSequence, int limit, CancellationToken cancellationToken);

    /// <summary>The last record that was passed on to a place, named by its address; null if none ever was.</summary>
    Task<long?> ReadForwardedAsync(string address, CancellationToken cancellationToken);

    /// <summary>Remembers the last record that was passed on.</summary>
    Task WriteForwardedAsync(string address, long sequence, CancellationToken cancellationToken);
}
