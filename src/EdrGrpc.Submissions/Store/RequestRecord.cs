namespace EdrGrpc.Submissions.Store;

/// <summary>What a request id was used for.</summary>
/// <param name="Fingerprint">SHA-256 of the request's content.</param>
/// <param name="BatchId">Set if it was a batch.</param>
/// <param name="Submissions">Its submissions as they are now, in order.</param>
public sealed record RequestRecord(ReadOnlyMemory<byte> Fingerprint, Guid? BatchId, IReadOnlyList<Submission> Submissions);
