using EdrGrpc.Contract.V1;
using EdrGrpc.Server.Mapping;
using EdrGrpc.Submissions.Watching;
using Google.Protobuf.WellKnownTypes;

namespace EdrGrpc.Server.Watch;

/// <summary>Watch items as messages of the three watching RPCs.</summary>
internal sealed class WatchMapping(TimeProvider time)
{
    private const int Kept = 64;

    // The hub hands one and the same event to all watchers: its message is made once, and nothing changes it afterwards.
    private readonly Made?[] _messages = new Made?[Kept];

    public WatchSubmissionResponse ToOne(WatchItem item, string cursor) => item.Kind switch
    {
        WatchItemKind.Event => new() { Event = Message(item.Event!), Cursor = cursor },
        WatchItemKind.CaughtUp => new() { CaughtUp = new CaughtUp(), Cursor = cursor },
        _ => new() { Heartbeat = Heartbeat(), Cursor = cursor },
    };

    public WatchSubmissionsResponse ToMany(WatchItem item, string cursor) => item.Kind switch
    {
        WatchItemKind.Event => new() { Event = Message(item.Event!), Cursor = cursor },
        WatchItemKind.CaughtUp => new() { CaughtUp = new CaughtUp(), Cursor = cursor },
        _ => new() { Heartbeat = Heartbeat(), Cursor = cursor },
    };

    public SubmitAndWatchResponse ToSubmitted(WatchItem item, string cursor) => item.Kind switch
    {
        WatchItemKind.Event => new() { Event = Message(item.Event!), Cursor = cursor },
        WatchItemKind.CaughtUp => new() { CaughtUp = new CaughtUp(), Cursor = cursor },
        _ => new() { Heartbeat = Heartbeat(), Cursor = cursor },
    };

    private SubmissionEvent Message(Submissions.SubmissionEvent submissionEvent)
    {
        ref var place = ref _messages[(int)(submissionEvent.Revision % Kept)];
        var made = Volatile.Read(ref place);
        if (made is null || !ReferenceEquals(made.Event, submissionEvent))
        {
            made = new Made(submissionEvent, SubmissionMapping.ToProto(submissionEvent));
            Volatile.Write(ref place, made);
        }

        return made.Message;
    }

    private Heartbeat Heartbeat() => new() { ServerTime = time.GetUtcNow().ToTimestamp() };

    private sealed record Made(Submissions.SubmissionEvent Event, SubmissionEvent Message);
}
