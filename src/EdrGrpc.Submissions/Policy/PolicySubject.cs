namespace EdrGrpc.Submissions.Policy;

/// <summary>Who asks.</summary>
/// <param name="Principal">Name; rules and the audit record know callers by it.</param>
/// <param name="Groups">Groups that the identity provider says the caller is in.</param>
public sealed record PolicySubject(string Principal, IReadOnlyList<string> Groups)
{
    /// <summary>One without groups.</summary>
    public PolicySubject(string principal)
        : this(principal, [])
    {
    }
}
