using System.Runtime.CompilerServices;
using EdrGrpc.Submissions.Store;

namespace EdrGrpc.Submissions.Watching;

/// <summary>History from the store, then live events from the hub, without a gap or a repeat.</summary>
public sealed class EventWatcher(ISubmissionStore store, WatchHub hub, TimeProvider time)
{
    private const int PageSize = 500;

    /// <summary>Watches one submission until its terminal event.</summary>
    public IAsyncEnumerable<WatchItem> WatchOneAsync(Guid submissionId, long afterRevision, TimeSpan heartbeat, CancellationToken cancellationToken) =>
        WatchAsync(submissionId, SubmissionFilter.All, afterRevision, heartbeat, cancellationToken);

    /// <summary>Watches all submissions that match, without end.</summary>
    public IAsyncEnumerable<WatchItem> WatchManyAsync(SubmissionFilter filter, long afterRevision, TimeSpan heartbeat, CancellationToken cancellationToken) =>
        WatchAsync(null, filter, afterRevision, heartbeat, cancellationToken);

    private async IAsyncEnumerable<WatchItem> WatchAsync(
        Guid? submissionId, SubmissionFilter filter, long afterRevision, TimeSpan heartbeat, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var position = afterRevision;
        var caughtUp = false;
        while (true)
        {
            using var subscription = hub.Subscribe(submissionId);
            var head = Math.Max(store.HeadRevision, subscription.StartRevision);

            while (position < head)
            {
                var page = submissionId is { } id
                    ? await store.ReadEventsAsync(id, position, PageSize, cancellationToken)
                    : await store.ReadEventsAsync(position, head, PageSize, cancellationToken);
                foreach (var submissionEvent in page)
                {
                    position = submissionEvent.Revision;
                    if (filter.Matches(submissionEvent.Submission))
                    {
                        yield return new WatchItem(WatchItemKind.Event, position, submissionEvent);
                    }

                    if (submissionId is not null && submissionEvent.Submission.State.IsTerminal())
                    {
                        if (!caughtUp)
                        {
                            yield return new WatchItem(WatchItemKind.CaughtUp, position, null);
                        }

                        yield break;
                    }
                }

                if (page.Count < PageSize)
                {
                    position = Math.Max(position, head);
                }
            }

            if (!caughtUp)
            {
                caughtUp = true;
                yield return new WatchItem(WatchItemKind.CaughtUp, position, null);
                if (submissionId is { } watched && await HasEndedAsync(watched, position, cancellationToken))
                {
                    yield break;
                }
            }

            Task<bool>? arrival = null;
            while (true)
            {
                arrival ??= subscription.Events.WaitToReadAsync(cancellationToken).AsTask();
                if (!await ArrivesWithinAsync(arrival, heartbeat, cancellationToken))
                {
                    yield return new WatchItem(WatchItemKind.Heartbeat, position, null);
                    continue;
                }

                var fits = await arrival;
                arrival = null;
                if (!fits)
                {
                    // The queue overflowed: read on from the store with a new subscription.
                    break;
                }

                while (subscription.Events.TryRead(out var submissionEvent))
                {
                    if (submissionEvent.Revision <= position)
                    {
                        continue;
                    }

                    position = submissionEvent.Revision;
                    if (filter.Matches(submissionEvent.Submission))
                    {
                        yield return new WatchItem(WatchItemKind.Event, position, submissionEvent);
                    }

                    if (submissionId is not null && submissionEvent.Submission.State.IsTerminal())
                    {
                        yield break;
                    }
                }
            }
        }
    }

    private async Task<bool> HasEndedAsync(Guid submissionId, long position, CancellationToken cancellationToken) =>
        await store.GetAsync(submissionId, cancellationToken) is { } submission && submission.State.IsTerminal() && submission.Revision <= position;

    private async Task<bool> ArrivesWithinAsync(Task<bool> arrival, TimeSpan heartbeat, CancellationToken cancellationToken)
    {
        if (arrival.IsCompleted)
        {
            return true;
        }

        try
        {
            await arrival.WaitAsync(heartbeat, time, cancellationToken);
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }
}
