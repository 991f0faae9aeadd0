namespace EdrGrpc.Submissions;

/// <summary>Where a submission stands. The numbers are those of the contract's SubmissionState and are stored.</summary>
public enum SubmissionState
{
    /// <summary>Waits for an approver.</summary>
    PendingApproval = 1,

    /// <summary>Recorded, waits its turn.</summary>
    Accepted = 2,

    /// <summary>AddIncident is being called or may have been called.</summary>
    Submitting = 3,

    /// <summary>The answer to AddIncident was lost.</summary>
    Reconciling = 4,

    /// <summary>KSC has the incident, UpdateIncident is due.</summary>
    IncidentAdded = 5,

    /// <summary>UpdateIncident was acknowledged, the task is awaited.</summary>
    Submitted = 6,

    /// <summary>The task exists in KSC.</summary>
    TaskCreated = 7,

    /// <summary>The task runs on the host.</summary>
    TaskRunning = 8,

    /// <summary>Terminal: the task finished.</summary>
    Succeeded = 9,

    /// <summary>Terminal: the task finished with a warning.</summary>
    CompletedWithWarnings = 10,

    /// <summary>Terminal: the task failed on the host.</summary>
    Failed = 11,

    /// <summary>Terminal: KSC refused the incident.</summary>
    Rejected = 12,

    /// <summary>Terminal: an approver refused, or a rule of the policy forbade it when it was about to be sent.</summary>
    Denied = 13,

    /// <summary>Terminal: cancelled before an incident existed.</summary>
    Cancelled = 14,

    /// <summary>Terminal: not sent before its expiry.</summary>
    Expired = 15,

    /// <summary>Terminal: made pointless by a later release.</summary>
    Superseded = 16,

    /// <summary>Terminal: an incident may exist and cannot be told apart.</summary>
    OutcomeUnknown = 17,

    /// <summary>Terminal: the incident exists, its task was not seen, was ambiguous or vanished.</summary>
    Untracked = 18,
}
