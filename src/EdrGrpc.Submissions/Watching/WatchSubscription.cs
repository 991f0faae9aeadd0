using System.Threading.Channels;

namespace EdrGrpc.Submissions.Watching;

/// <summary>The live events of one watcher, bounded: a reader that falls behind loses the queue, not the events (they are in the store).</summary>
public sealed class WatchSubscription : IDisposable
{
    /// <summary>Most events that wait for the reader.</summary>
    internal const int Capacity = 1024;

    private readonly WatchHub _hub;
    private readonly Channel<SubmissionEvent> _channel;
    private bool _disposed;

    internal WatchSubscription(WatchHub hub, Guid? submissionId, long startRevision)
    {
        _hub = hub;
        SubmissionId = submissionId;
        StartRevision = startRevision;
        _channel = Channel.CreateBounded<SubmissionEvent>(new BoundedChannelOptions(Capacity) { SingleReader = true, SingleWriter = true });
    }

    /// <summary>The submission watched; null = all.</summary>
    public Guid? SubmissionId { get; }

    /// <summary>Every event after this revision is offered.</summary>
    public long StartRevision { get; }

    /// <summary>Completes when an event did not fit: read on from the store with a new subscription.</summary>
    public ChannelReader<SubmissionEvent> Events => _channel.Reader;

    /// <inheritdoc/>
    public void Dispose()
    {
        if (!_disposed)
        {
            _disposed = true;
            _hub.Remove(this);
            _channel.Writer.TryComplete();
        }
    }

    internal void Offer(SubmissionEvent submissionEvent)
    {
        if (!_channel.Writer.TryWrite(submissionEvent))
        {
            _channel.Writer.TryComplete();
        }
    }
}
