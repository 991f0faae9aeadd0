namespace EdrGrpc.Submissions.Policy;

/// <summary>Files on which some effects are never allowed.</summary>
public sealed record ProtectedPathsRule
{
    /// <summary>Name of the rule, shown with every refusal. Required.</summary>
    public string Name { get; init; } = "";

    /// <summary>Absolute Windows paths; * stands for any run of characters, folders included, ? for one. Example: C:\Windows\*. Required.</summary>
    public IReadOnlyList<string> Paths { get; init; } = [];

    /// <summary>What is never done to them. Default delete and terminate.</summary>
    public IReadOnlyList<Effects> Effects { get; init; } = [Policy.Effects.Delete, Policy.Effects.Terminate];

    /// <summary>What happens when the path is not in the request, as with an IOC scan that quarantines what it finds. Default approve.</summary>
    public Reaction UnknownPath { get; init; } = Reaction.Approve;
}
