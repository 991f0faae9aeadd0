namespace EdrGrpc.Submissions.Policy;

/// <summary>Hosts on which some effects are never allowed, for example domain controllers.</summary>
public sealed record ProtectedHostsRule
{
    /// <summary>Name of the rule, shown with every refusal. Required.</summary>
    public string Name { get; init; } = "";

    /// <summary>The hosts. Required.</summary>
    public HostSelector Hosts { get; init; } = new();

    /// <summary>What is never done to them. Default isolate, delete and terminate.</summary>
    public IReadOnlyList<Effects> Effects { get; init; } = [Policy.Effects.Isolate, Policy.Effects.Delete, Policy.Effects.Terminate];
}
