using EdrGrpc.Submissions.Actions;

namespace EdrGrpc.Submissions;

/// <summary>One accepted response as it is at one revision. Immutable; a step makes a new one.</summary>
public sealed record Submission
{
    /// <summary>UUIDv7.</summary>
    public required Guid Id { get; init; }

    /// <summary>UUIDv7 of its batch, null for a single submission.</summary>
    public Guid? BatchId { get; init; }

    /// <summary>Item id in its batch, "" for a single submission.</summary>
    public string BatchItemId { get; init; } = "";

    /// <summary>The request_id it was accepted under.</summary>
    public required Guid RequestId { get; init; }

    /// <summary>Who submitted it.</summary>
    public required string Principal { get; init; }

    /// <summary>Groups of the submitter at that time, for the policy.</summary>
    public IReadOnlyList<string> PrincipalGroups { get; init; } = [];

    /// <summary>What it may do to the host.</summary>
    public Policy.Effects Effects { get; init; }

    /// <summary>Of an isolation: the release is submitted by itself this long after its end; null = never.</summary>
    public TimeSpan? ReleaseAfter { get; init; }

    /// <summary>Of a release that this server submitted by itself: the isolation; null otherwise.</summary>
    public Guid? IsolationId { get; init; }

    /// <summary>Name of the KSC connection.</summary>
    public required string Server { get; init; }

    /// <summary>KSC's id of the host.</summary>
    public required string TargetHost { get; init; }

    /// <summary>The task kind.</summary>
    public required TaskKind Kind { get; init; }

    /// <summary>For isolateHost: true = on, false = off; null for every other kind.</summary>
    public bool? IsolationEnable { get; init; }

    /// <summary>responseEventIncidentArea.</summary>
    public required string Area { get; init; }

    /// <summary>KLINCDT_SEVERITY, 1 to 3.</summary>
    public required int Severity { get; init; }

    /// <summary>The action as the caller sent it, in the contract's encoding, opaque here; IOC archives are left out.</summary>
    public required ReadOnlyMemory<byte> Action { get; init; }

    /// <summary>For whom and why.</summary>
    public SubmissionContext Context { get; init; } = SubmissionContext.Empty;

    /// <summary>When it was accepted.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>It is not sent after this time; null = never expires.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>Revision of its first event: the order of acceptance over all submissions of the store.</summary>
    public long AcceptRevision { get; init; }

    // ---- what steps change (kept with every event) ----

    /// <summary>Where it stands.</summary>
    public SubmissionState State { get; init; } = SubmissionState.Accepted;

    /// <summary>Revision of its latest event.</summary>
    public long Revision { get; init; }

    /// <summary>When it last changed.</summary>
    public DateTimeOffset UpdatedAt { get; init; }

    /// <summary>What was stored before AddIncident; null before.</summary>
    public SendIntent? Intent { get; init; }

    /// <summary>Id of the incident in KSC; null until known.</summary>
    public int? IncidentId { get; init; }

    /// <summary>The task in KSC; null until found.</summary>
    public KscTaskSnapshot? Task { get; init; }

    /// <summary>Why it did not succeed; null otherwise.</summary>
    public SubmissionError? Error { get; init; }

    /// <summary>How often sending was begun.</summary>
    public int Attempts { get; init; }

    /// <summary>Why it waits; "" when it does not.</summary>
    public string WaitingReason { get; init; } = "";

    /// <summary>The approval it waits for, or got; null if none is demanded.</summary>
    public SubmissionApproval? Approval { get; init; }

    /// <summary>The host it acts on.</summary>
    public HostKey Host => new(Server, TargetHost);
}
