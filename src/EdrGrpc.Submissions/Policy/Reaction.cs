namespace EdrGrpc.Submissions.Policy;

/// <summary>What a rule does with an action it is about.</summary>
public enum Reaction
{
    /// <summary>The action is refused.</summary>
    Refuse,

    /// <summary>A second person must approve it.</summary>
    Approve,

    /// <summary>Nothing.</summary>
    Allow,
}
