using System.Collections.Concurrent;
using EdrGrpc.Submissions.Store;

namespace EdrGrpc.Submissions.Watching;

/// <summary>
/// Pushes committed events to the watchers of this process. The store remains the truth: whoever misses an event here reads it there.
/// </summary>
public sealed class WatchHub : IEventPublisher
{
    private readonly Lock _lock = new();
    private readonly ConcurrentDictionary<Guid, WatchSubscription[]> _bySubmission = new();
    private WatchSubscription[] _all = [];
    private long _lastPublished;

    /// <summary>Subscriptions open now.</summary>
    public int SubscriptionCount { get; private set; }

    /// <summary>
    /// Subscribes to one submission, or to all (null). Every event after <see cref="WatchSubscription.StartRevision"/> is offered;
    /// those up to it are in the store.
    /// </summary>
    public WatchSubscription Subscribe(Guid? submissionId)
    {
        lock (_lock)
        {
            var subscription = new WatchSubscription(this, submissionId, _lastPublished);
            if (submissionId is { } id)
            {
                _bySubmission[id] = [.. _bySubmission.GetValueOrDefault(id, []), subscription];
            }
            else
            {
                _all = [.. _all, subscription];
            }

            SubscriptionCount++;
            return subscription;
        }
    }

    /// <inheritdoc/>
    public void Publish(IReadOnlyList<SubmissionEvent> events)
    {
        ArgumentNullException.ThrowIfNull(events);
        lock (_lock)
        {
            foreach (var submissionEvent in events)
            {
                _lastPublished = submissionEvent.Revision;
                if (_bySubmission.TryGetValue(submissionEvent.Submission.Id, out var watchers))
                {
                    Offer(watchers, submissionEvent);
                }

                Offer(_all, submissionEvent);
            }
        }
    }

    /// <inheritdoc/>
    public bool TryPass(long revision)
    {
        lock (_lock)
        {
            if (SubscriptionCount > 0)
            {
                return false;
            }

            _lastPublished = revision;
            return true;
        }
    }

    internal void Remove(WatchSubscription subscription)
    {
        lock (_lock)
        {
            if (subscription.SubmissionId is { } id)
            {
                var rest = _bySubmission.GetValueOrDefault(id, []).Where(other => other != subscription).ToArray();
                if (rest.Length == 0)
                {
                    _bySubmission.TryRemove(id, out _);
                }
                else
                {
                    _bySubmission[id] = rest;
                }
            }
            else
            {
                _all = _all.Where(other => other != subscription).ToArray();
            }

            SubscriptionCount--;
        }
    }

    private static void Offer(WatchSubscription[] watchers, SubmissionEvent submissionEvent)
    {
        foreach (var watcher in watchers)
        {
            watcher.Offer(submissionEvent);
        }
    }
}
