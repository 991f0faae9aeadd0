namespace EdrGrpc.Submissions;

/// <summary>Names of the contract's ErrorReason values that a submission can end with.</summary>
public static class SubmissionErrorReasons
{
    /// <summary>The task failed on the host.</summary>
    public const string TaskFailed = "TASK_FAILED";

    /// <summary>The task finished with a warning.</summary>
    public const string TaskWarning = "TASK_WARNING";

    /// <summary>KSC refused the incident.</summary>
    public const string IncidentRejected = "INCIDENT_REJECTED";

    /// <summary>KSC does not know the host id.</summary>
    public const string HostUnknown = "HOST_UNKNOWN";

    /// <summary>The policy forbids it.</summary>
    public const string PolicyForbids = "POLICY_FORBIDS";

    /// <summary>Not sent before its expiry.</summary>
    public const string Expired = "EXPIRED";

    /// <summary>An incident may exist and cannot be told apart.</summary>
    public const string OutcomeUnknown = "OUTCOME_UNKNOWN";

    /// <summary>No task appeared in time.</summary>
    public const string TaskNotSeen = "TASK_NOT_SEEN";

    /// <summary>Several new tasks match.</summary>
    public const string TaskAmbiguous = "TASK_AMBIGUOUS";

    /// <summary>The task went away before its end was seen.</summary>
    public const string TaskVanished = "TASK_VANISHED";
}
