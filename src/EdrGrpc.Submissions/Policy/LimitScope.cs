namespace EdrGrpc.Submissions.Policy;

/// <summary>Over whom a limit counts.</summary>
public enum LimitScope
{
    /// <summary>Over all callers together.</summary>
    Total,

    /// <summary>For each principal.</summary>
    Principal,
}
