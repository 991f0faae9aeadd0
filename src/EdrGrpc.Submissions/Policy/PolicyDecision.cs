namespace EdrGrpc.Submissions.Policy;

/// <summary>What a policy says of an action, and why.</summary>
/// <param name="Verdict">The verdict.</param>
/// <param name="Rule">Name of the rule that decides.</param>
/// <param name="Reason">As a sentence.</param>
public sealed record PolicyDecision(PolicyVerdict Verdict, string Rule, string Reason)
{
    /// <summary>True if the submitter lacks the right; false if a rule holds for everybody.</summary>
    public bool LacksPermission { get; init; }

    /// <summary>How long an approval may take.</summary>
    public TimeSpan ApprovalTime { get; init; } = DefaultApprovalTime;

    /// <summary>How long an approval may take when its rule does not say: 4 h.</summary>
    public static TimeSpan DefaultApprovalTime { get; } = TimeSpan.FromHours(4);

    /// <summary>Limits that the store checks when it records the submission.</summary>
    public IReadOnlyList<LimitRule> Limits { get; init; } = [];

    /// <summary>Every rule that was looked at, in order, with what it said.</summary>
    public IReadOnlyList<string> Steps { get; init; } = [];
}
