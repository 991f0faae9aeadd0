namespace EdrGrpc.Submissions;

/// <summary>The approval of a second person that a submission waits for, or got.</summary>
/// <param name="Rule">Name of the policy's rule that demands it.</param>
/// <param name="Reason">What the rule says.</param>
/// <param name="ExpiresAt">Undecided after this time, the submission expires.</param>
public sealed record SubmissionApproval(string Rule, string Reason, DateTimeOffset ExpiresAt)
{
    /// <summary>Who decided; "" while undecided.</summary>
    public string Approver { get; init; } = "";

    /// <summary>What the approver said.</summary>
    public string Comment { get; init; } = "";

    /// <summary>When it was decided.</summary>
    public DateTimeOffset? DecidedAt { get; init; }

    /// <summary>True if approved.</summary>
    public bool IsApproved { get; init; }
}
