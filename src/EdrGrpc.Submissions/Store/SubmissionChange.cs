namespace EdrGrpc.Submissions.Store;

/// <summary>One guarded step: applied only while the stored submission still has the state and revision of <paramref name="Current"/>.</summary>
/// <param name="Current">The submission as the caller knows it.</param>
/// <param name="Next">As it shall be; only what steps change is written. UpdatedAt is the event's time.</param>
/// <param name="Detail">Text of the event.</param>
/// <param name="Source">Source of the event.</param>
public sealed record SubmissionChange(Submission Current, Submission Next, string Detail, EventSource Source)
{
    /// <summary>The decision behind it, if someone made one; otherwise the store records what the server did by itself.</summary>
    public Audit.AuditEntry? Audit { get; init; }

    /// <summary>The rule for which the server does this, or keeps it from being sent, by itself; "" if there is none.</summary>
    public string Rule { get; init; } = "";
}
