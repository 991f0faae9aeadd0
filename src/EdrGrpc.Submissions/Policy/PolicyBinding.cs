namespace EdrGrpc.Submissions.Policy;

/// <summary>Gives roles to principals.</summary>
public sealed record PolicyBinding
{
    /// <summary>Principals by name, or groups of a signed-in user as "group:name"; "*" = everybody who is authenticated.</summary>
    public IReadOnlyList<string> Principals { get; init; } = [];

    /// <summary>Names of roles.</summary>
    public IReadOnlyList<string> Roles { get; init; } = [];
}
