using EdrGrpc.Submissions;
using EdrGrpc.Submissions.Store;

namespace EdrGrpc.Tests.Storage;

/// <summary>Takes events and does nothing.</summary>
internal sealed class NobodyListens : IEventPublisher
{
    public void Publish(IReadOnlyList<SubmissionEvent> events)
    {
    }

    public bool TryPass(long revision) => true;
}
