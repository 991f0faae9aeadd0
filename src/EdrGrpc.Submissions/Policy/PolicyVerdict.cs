namespace EdrGrpc.Submissions.Policy;

/// <summary>What a policy says of an action. The numbers are the contract's.</summary>
public enum PolicyVerdict
{
    /// <summary>It may be done.</summary>
    Allowed = 1,

    /// <summary>A second person must approve it.</summary>
    NeedsApproval = 2,

    /// <summary>It is refused.</summary>
    Denied = 3,

    /// <summary>It cannot be told without facts about the host: nothing is done until they are known.</summary>
    Undecided = 4,
}
