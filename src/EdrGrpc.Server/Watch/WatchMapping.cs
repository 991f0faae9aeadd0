using EdrGrpc.Contract.V1;
using EdrGrpc.Server.Mapping;
using EdrGrpc.Submissions.Watching;
using Google.Protobuf.WellKnownTypes;

namespace EdrGrpc.Server.Watch;

/// <summary>Watch items as messages of the three watching RPCs.</summary>
internal sealed class WatchMapping(TimeProvider time)
{
    public WatchSubmissionResponse ToOne(WatchItem item, string cursor) => item.Kind switch
    {
        WatchItemKind.Event => new() { Event = SubmissionMapping.ToProto(item.Event!), Cursor = cursor },
        WatchItemKind.CaughtUp => new() { CaughtUp = new CaughtUp(), Cursor = cursor },
        _ => new() { Heartbeat = Heartbeat(), Cursor = cursor },
    };

    public WatchSubmissionsResponse ToMany(WatchItem item, string cursor) => item.Kind switch
    {
        WatchItemKind.Event => new() { Event = SubmissionMapping.ToProto(item.Event!), Cursor = cursor },
        WatchItemKind.CaughtUp => new() { CaughtUp = new CaughtUp(), Cursor = cursor },
        _ => new() { Heartbeat = Heartbeat(), Cursor = cursor },
    };

    public SubmitAndWatchResponse ToSubmitted(WatchItem item, string cursor) => item.Kind switch
    {
        WatchItemKind.Event => new() { Event = SubmissionMapping.ToProto(item.Event!), Cursor = cursor },
        WatchItemKind.CaughtUp => new() { CaughtUp = new CaughtUp(), Cursor = cursor },
        _ => new() { Heartbeat = Heartbeat(), Cursor = cursor },
    };

    private Heartbeat Heartbeat() => new() { ServerTime = time.GetUtcNow().ToTimestamp() };
}
