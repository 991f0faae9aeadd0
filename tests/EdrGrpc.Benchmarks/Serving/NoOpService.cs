using System.Threading.Channels;
using EdrGrpc.Contract.V1;
using Grpc.Core;

namespace EdrGrpc.Benchmarks;

/// <summary>
/// The ceilings. Submit parses the same request and does nothing; a Submit whose comment is <see cref="PublishComment"/> sends one event to all open
/// streams, each with a plain channel of its own.
/// </summary>
internal sealed class NoOpService : ResponseService.ResponseServiceBase
{
    public const string PublishComment = "publish";

    private static readonly Task<SubmitResponse> Answer = Task.FromResult(new SubmitResponse());

    private readonly Lock _lock = new();
    private readonly List<Channel<WatchSubmissionsResponse>> _watchers = [];

    public override Task<SubmitResponse> Submit(SubmitRequest request, ServerCallContext context)
    {
        if (request.Context?.Comment == PublishComment)
        {
            Publish(request.Action);
        }

        return Answer;
    }

    public override async Task WatchSubmissions(WatchSubmissionsRequest request, IServerStreamWriter<WatchSubmissionsResponse> responseStream, ServerCallContext context)
    {
        var channel = Channel.CreateBounded<WatchSubmissionsResponse>(new BoundedChannelOptions(1024) { SingleReader = true, SingleWriter = true });
        lock (_lock)
        {
            _watchers.Add(channel);
        }

        try
        {
            await responseStream.WriteAsync(new WatchSubmissionsResponse { CaughtUp = new CaughtUp(), Cursor = "0" });
            await foreach (var message in channel.Reader.ReadAllAsync(context.CancellationToken))
            {
                await responseStream.WriteAsync(message);
            }
        }
        finally
        {
            lock (_lock)
            {
                _watchers.Remove(channel);
            }
        }
    }

    private void Publish(ResponseAction action)
    {
        // As large as the gateway's event of the same request.
        var submission = new Submission
        {
            SubmissionId = Guid.CreateVersion7().ToString(),
            RequestId = Guid.NewGuid().ToString(),
            Action = action,
            TargetHost = action.TargetHost,
            Server = "default",
            Principal = "benchmark",
            State = SubmissionState.Accepted,
            CreateTime = Google.Protobuf.WellKnownTypes.Timestamp.FromDateTimeOffset(TimeProvider.System.GetUtcNow()),
            UpdateTime = Google.Protobuf.WellKnownTypes.Timestamp.FromDateTimeOffset(TimeProvider.System.GetUtcNow()),
            Revision = 1,
        };
        var message = new WatchSubmissionsResponse
        {
            Event = new SubmissionEvent { Revision = 1, SubmissionId = submission.SubmissionId, State = submission.State, Detail = "Recorded.", Submission = submission },
            Cursor = new string('c', 48),
        };
        lock (_lock)
        {
            foreach (var watcher in _watchers)
            {
                watcher.Writer.TryWrite(message);
            }
        }
    }
}
