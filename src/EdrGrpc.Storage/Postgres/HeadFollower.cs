using System.Threading.Channels;
using EdrGrpc.Submissions;
using EdrGrpc.Submissions.Store;
using Microsoft.Extensions.Logging;

namespace EdrGrpc.Storage.Postgres;

/// <summary>
/// Keeps what is known of the head in memory and gives every event, of this and of other replicas, to the publisher once and in the order of
/// revisions: own events from memory where they follow on, everything else from the table.
/// </summary>
internal sealed class HeadFollower : IAsyncDisposable
{
    private const int PageSize = 1000;

    // What own groups wait for a gap to be read; beyond that they are read from the table too.
    private const int MostOwnGroups = 64;

    // Between two looks: where thousands of small groups are committed a second, a look takes many at once.
    private static readonly TimeSpan LookInterval = TimeSpan.FromMilliseconds(5);

    private readonly PostgresReads _reads;
    private readonly IEventPublisher _publisher;
    private readonly TimeSpan _poll;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly string _place;
    private readonly Lock _gate = new();
    private readonly Queue<IReadOnlyList<SubmissionEvent>> _own = new();
    private readonly Channel<bool> _signals = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _work;
    private volatile StoreHead _head;
    private long _published;
    private volatile bool _look;
    private string? _trouble;

    public HeadFollower(PostgresReads reads, string place, StoreHead head, IEventPublisher publisher, TimeSpan poll, TimeProvider time, ILogger logger)
    {
        _reads = reads;
        _place = place;
        _publisher = publisher;
        _poll = poll;
        _time = time;
        _logger = logger;
        _head = head;
        _published = head.Revision;
        _work = Task.Run(WorkAsync);
    }

    /// <summary>The newest head that is known.</summary>
    public StoreHead Head => _head;

    /// <summary>Another replica says that it committed up to a revision.</summary>
    public void RevisionTold(long revision) => LookIf(revision > _head.Revision);

    /// <summary>A notification names the version of the head; those of this process are no news.</summary>
    public void VersionTold(long version) => LookIf(version > _head.Version);

    /// <summary>The head as it was read just now.</summary>
    public void Take(StoreHead head)
    {
        lock (_gate)
        {
            Advance(head);
        }

        _signals.Writer.TryWrite(true);
    }

    /// <summary>A group of this process was committed.</summary>
    public void Committed(StoreHead head, IReadOnlyList<SubmissionEvent> events)
    {
        lock (_gate)
        {
            Advance(head);
            if (events.Count == 0)
            {
                return;
            }

            if (events[0].Revision == _published + 1)
            {
                _own.Clear();
                Publish(events);
                return;
            }

            if (events[0].Revision > _published)
            {
                _own.Enqueue(events);
                if (_own.Count > MostOwnGroups)
                {
                    _own.Dequeue();
                }
            }
        }

        _signals.Writer.TryWrite(true);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _work;
        _stop.Dispose();
    }

    private async Task WorkAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                if (!await WaitAsync() || _look)
                {
                    _look = false;
                    var head = await _reads.HeadAsync(_stop.Token);
                    lock (_gate)
                    {
                        Advance(head);
                    }
                }

                await CatchUpAsync();
                _trouble = null;
                await Task.Delay(LookInterval, _time, _stop.Token);
            }
            catch (OperationCanceledException) when (_stop.IsCancellationRequested)
            {
                return;
            }
            catch (StoreUnavailableException exception)
            {
                if (!string.Equals(_trouble, exception.Message, StringComparison.Ordinal))
                {
                    _trouble = exception.Message;
                    PostgresLog.FollowFailed(_logger, _place, exception.Message);
                }
            }
            catch (Exception exception)
            {
                PostgresLog.FollowDefect(_logger, exception, _place);
            }
        }
    }

    // True if there was a signal, false if it is time to look.
    private async Task<bool> WaitAsync()
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token);
        using var timer = _time.CreateTimer(static source => Cancel((CancellationTokenSource)source!), limit, _poll, Timeout.InfiniteTimeSpan);
        try
        {
            return await _signals.Reader.ReadAsync(limit.Token);
        }
        catch (OperationCanceledException) when (!_stop.IsCancellationRequested)
        {
            return false;
        }
    }

    private async Task CatchUpAsync()
    {
        while (true)
        {
            long from;
            long upTo;
            lock (_gate)
            {
                PublishOwn();
                from = _published;
                upTo = _own.TryPeek(out var own) ? Math.Min(_head.Revision, own[0].Revision - 1) : _head.Revision;
                if (from >= upTo)
                {
                    return;
                }

                if (_publisher.TryPass(upTo))
                {
                    _published = upTo;
                    continue;
                }
            }

            var page = await _reads.ManyAsync(RowReader.ReadEvent, PostgresQueries.EventsOfAll, _stop.Token, from, upTo, PageSize);
            lock (_gate)
            {
                // Meanwhile the writer may have published the same from memory.
                if (_published == from)
                {
                    Publish(page);
                    _published = page.Count < PageSize ? upTo : page[^1].Revision;
                }
            }
        }
    }

    private void PublishOwn()
    {
        while (_own.TryPeek(out var events) && events[0].Revision <= _published + 1)
        {
            _own.Dequeue();
            if (events[0].Revision == _published + 1)
            {
                Publish(events);
            }
        }
    }

    private void Publish(IReadOnlyList<SubmissionEvent> events)
    {
        if (events.Count > 0)
        {
            _publisher.Publish(events);
            _published = events[^1].Revision;
        }
    }

    private void Advance(StoreHead head)
    {
        if (!head.IsAfter(_head))
        {
            return;
        }

        if (head.Epoch != _head.Epoch && head.Revision < _published)
        {
            // The end of the store was lost: what was published of it will be again under the same numbers.
            _own.Clear();
            _published = head.Revision;
        }

        _head = head;
    }

    private void LookIf(bool isNews)
    {
        if (isNews)
        {
            _look = true;
            _signals.Writer.TryWrite(true);
        }
    }

    private static void Cancel(CancellationTokenSource source)
    {
        try
        {
            source.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // The signal came at the same moment.
        }
    }
}
