namespace EdrGrpc.Submissions.Watching;

/// <summary>What a watcher gets.</summary>
public enum WatchItemKind
{
    /// <summary>An event.</summary>
    Event,

    /// <summary>History is through.</summary>
    CaughtUp,

    /// <summary>Nothing happened for a while.</summary>
    Heartbeat,
}
