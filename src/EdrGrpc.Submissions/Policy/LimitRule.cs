namespace EdrGrpc.Submissions.Policy;

/// <summary>Blast radius: most actions with an effect in a window of time.</summary>
public sealed record LimitRule
{
    /// <summary>Name of the rule. Required.</summary>
    public string Name { get; init; } = "";

    /// <summary>Actions with any of these effects count. Required.</summary>
    public IReadOnlyList<Effects> Effects { get; init; } = [];

    /// <summary>Counted for each principal, or over all. Default total.</summary>
    public LimitScope Per { get; init; } = LimitScope.Total;

    /// <summary>Most of them. Required, at least 1.</summary>
    public int Max { get; init; }

    /// <summary>The window, for example "01:00:00". Required, 1 minute to 31 days.</summary>
    public TimeSpan Window { get; init; }

    /// <summary>Refuse (with the advice when to try again) or approve. Default refuse.</summary>
    public Reaction Beyond { get; init; } = Reaction.Refuse;
}
