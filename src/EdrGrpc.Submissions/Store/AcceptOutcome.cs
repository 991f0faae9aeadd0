namespace EdrGrpc.Submissions.Store;

/// <summary>What became of an <see cref="AcceptRequest"/>.</summary>
public enum AcceptOutcome
{
    /// <summary>Recorded durably.</summary>
    Recorded,

    /// <summary>The request id with the same content was recorded before; its submissions as they are now.</summary>
    Deduplicated,

    /// <summary>The request id was used with other content; its submissions as they are now.</summary>
    RequestIdReused,

    /// <summary>Too many unfinished submissions; nothing was recorded.</summary>
    QueueFull,

    /// <summary>A limit of the policy would be passed; nothing was recorded.</summary>
    LimitReached,
}
