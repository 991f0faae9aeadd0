namespace EdrGrpc.Submissions;

/// <summary>One stored step: the submission as it was then, and what happened.</summary>
/// <param name="Submission">As it was at this event; its Revision is the event's.</param>
/// <param name="Detail">For people.</param>
/// <param name="Source">Where the news came from.</param>
public sealed record SubmissionEvent(Submission Submission, string Detail, EventSource Source)
{
    /// <summary>Position in the store.</summary>
    public long Revision => Submission.Revision;

    /// <summary>When it happened.</summary>
    public DateTimeOffset OccurredAt => Submission.UpdatedAt;
}
