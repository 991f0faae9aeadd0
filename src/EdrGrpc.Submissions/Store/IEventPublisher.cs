namespace EdrGrpc.Submissions.Store;

/// <summary>Told of events after their commit, in the order of their revisions, each once.</summary>
public interface IEventPublisher
{
    /// <summary>Must return at once and never throw.</summary>
    void Publish(IReadOnlyList<SubmissionEvent> events);

    /// <summary>
    /// True if nobody wants the events up to this revision, which are in the store, and whoever comes later will look for them there:
    /// then they need not be read to be published. False: publish them.
    /// </summary>
    bool TryPass(long revision);
}
