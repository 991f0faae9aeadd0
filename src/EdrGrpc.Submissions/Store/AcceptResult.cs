namespace EdrGrpc.Submissions.Store;

/// <summary>Answer to an <see cref="AcceptRequest"/>.</summary>
/// <param name="Outcome">What became of it.</param>
/// <param name="BatchId">Batch of the submissions, if any.</param>
/// <param name="Submissions">In the order of the request; empty for QueueFull.</param>
public sealed record AcceptResult(AcceptOutcome Outcome, Guid? BatchId, IReadOnlyList<Submission> Submissions)
{
    /// <summary>For LimitReached: the rule.</summary>
    public Policy.LimitRule? Limit { get; init; }

    /// <summary>For LimitReached: when the oldest that counts leaves the window.</summary>
    public TimeSpan RetryAfter { get; init; }
}
