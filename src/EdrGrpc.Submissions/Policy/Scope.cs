namespace EdrGrpc.Submissions.Policy;

/// <summary>Whose submissions a right is about.</summary>
public enum Scope
{
    /// <summary>Nobody's.</summary>
    None,

    /// <summary>One's own.</summary>
    Own,

    /// <summary>Everybody's, on the servers and hosts of the role.</summary>
    All,
}
