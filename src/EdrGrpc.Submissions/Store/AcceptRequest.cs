namespace EdrGrpc.Submissions.Store;

/// <summary>One Submit or SubmitBatch to record in one transaction.</summary>
/// <param name="Principal">Scope of the request id.</param>
/// <param name="RequestId">Idempotency key.</param>
/// <param name="Fingerprint">SHA-256 of the request's content; the same id with another fingerprint is refused.</param>
/// <param name="BatchId">Set for a batch.</param>
/// <param name="Submissions">One, or the items of the batch in order.</param>
/// <param name="MaxUnfinished">Refuse when the store would hold more unfinished submissions than this.</param>
public sealed record AcceptRequest(
    string Principal,
    Guid RequestId,
    ReadOnlyMemory<byte> Fingerprint,
    Guid? BatchId,
    IReadOnlyList<NewSubmission> Submissions,
    long MaxUnfinished)
{
    /// <summary>Limits of the policy.</summary>
    public IReadOnlyList<AcceptLimit> Limits { get; init; } = [];
}
