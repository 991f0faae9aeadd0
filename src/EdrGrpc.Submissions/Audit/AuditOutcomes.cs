namespace EdrGrpc.Submissions.Audit;

/// <summary>What came of what a record is about. Where a submission entered a state by itself, it is the state as the contract names it ("INCIDENT_ADDED").</summary>
public static class AuditOutcomes
{
    /// <summary>Allowed, and done, now or before.</summary>
    public const string Allowed = "ALLOWED";

    /// <summary>Refused.</summary>
    public const string Denied = "DENIED";

    /// <summary>Recorded, and waits for a second person.</summary>
    public const string NeedsApproval = "NEEDS_APPROVAL";

    /// <summary>Recorded; whether it is allowed is decided when KSC says more about the host.</summary>
    public const string Undecided = "UNDECIDED";

    /// <summary>Allowed, but it came too late, or there was nothing to do it to: nothing was changed.</summary>
    public const string Failed = "FAILED";

    /// <summary>Not sent for now: by the kill switch, or because the policy cannot be applied yet.</summary>
    public const string Held = "HELD";
}
