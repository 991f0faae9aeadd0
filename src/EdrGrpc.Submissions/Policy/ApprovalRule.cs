namespace EdrGrpc.Submissions.Policy;

/// <summary>Actions that a second person must approve.</summary>
public sealed record ApprovalRule
{
    /// <summary>Name of the rule. Required.</summary>
    public string Name { get; init; } = "";

    /// <summary>Actions with any of these effects; empty = all.</summary>
    public IReadOnlyList<Effects> Effects { get; init; } = [];

    /// <summary>Task kinds, for example "start_process"; empty = all.</summary>
    public IReadOnlyList<string> Tasks { get; init; } = [];

    /// <summary>Hosts; absent = all.</summary>
    public HostSelector? Hosts { get; init; }

    /// <summary>Those who have one of these roles need no approval.</summary>
    public IReadOnlyList<string> ExceptRoles { get; init; } = [];

    /// <summary>Undecided after this time, the submission expires. Default 4 h, 1 minute to 30 days.</summary>
    public TimeSpan Expire { get; init; } = TimeSpan.FromHours(4);
}
