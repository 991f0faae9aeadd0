namespace EdrGrpc.Submissions.Store;

/// <summary>Told of events after their commit, in the order of their revisions, each once.</summary>
public interface IEventPublisher
{
    /// <summary>Must return at once and never throw.</summary>
    void Publish(IReadOnlyList<SubmissionEvent> events);
}
