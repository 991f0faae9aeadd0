using EdrGrpc.Contract.V1;

namespace EdrGrpc.IntegrationTests.Watch;

/// <summary>One message of any of the three watches.</summary>
internal sealed record Seen(string Cursor, SubmissionEvent? Event, bool IsCaughtUp, bool IsHeartbeat, SubmitResponse? Submitted)
{
    public static Seen Of(WatchSubmissionResponse message) =>
        new(message.Cursor, message.Event, message.CaughtUp is not null, message.Heartbeat is not null, null);

    public static Seen Of(WatchSubmissionsResponse message) =>
        new(message.Cursor, message.Event, message.CaughtUp is not null, message.Heartbeat is not null, null);

    public static Seen Of(SubmitAndWatchResponse message) =>
        new(message.Cursor, message.Event, message.CaughtUp is not null, message.Heartbeat is not null, message.Submitted);
}
