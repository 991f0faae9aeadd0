using EdrGrpc.Contract.V1;

namespace EdrGrpc.Client;

/// <summary>One event of a watch.</summary>
public sealed class WatchedEvent
{
    internal WatchedEvent(SubmissionEvent submissionEvent, string cursor) => (Event, Cursor) = (submissionEvent, cursor);

    /// <summary>What happened.</summary>
    public SubmissionEvent Event { get; }

    /// <summary>Keep it to go on after this event with a later watch, for example after a restart of the caller.</summary>
    public string Cursor { get; }
}
