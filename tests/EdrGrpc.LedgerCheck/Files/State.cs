namespace EdrGrpc.LedgerCheck.Files;

/// <summary>The states as the contract numbers them; written down here once more on purpose.</summary>
internal static class State
{
    public const int Accepted = 2;
    public const int Submitting = 3;
    public const int Reconciling = 4;
    public const int IncidentAdded = 5;
    public const int Submitted = 6;
    public const int TaskCreated = 7;
    public const int TaskRunning = 8;
    public const int Succeeded = 9;
    public const int CompletedWithWarnings = 10;
    public const int Failed = 11;
    public const int Expired = 15;
    public const int OutcomeUnknown = 17;
    public const int Untracked = 18;

    public static bool IsTerminal(int state) => state >= Succeeded;

    public static string Name(int state) => state switch
    {
        Accepted => "ACCEPTED",
        Submitting => "SUBMITTING",
        Reconciling => "RECONCILING",
        IncidentAdded => "INCIDENT_ADDED",
        Submitted => "SUBMITTED",
        TaskCreated => "TASK_CREATED",
        TaskRunning => "TASK_RUNNING",
        Succeeded => "SUCCEEDED",
        CompletedWithWarnings => "COMPLETED_WITH_WARNINGS",
        Failed => "FAILED",
        12 => "REJECTED",
        13 => "DENIED",
        14 => "CANCELLED",
        Expired => "EXPIRED",
        16 => "SUPERSEDED",
        OutcomeUnknown => "OUTCOME_UNKNOWN",
        Untracked => "UNTRACKED",
        _ => $"state {state}",
    };

    /// <summary>True if a submission may go from one to the other; staying is waiting or progress.</summary>
    public static bool MayFollow(int from, int to) => (from, to) switch
    {
        (Accepted, Accepted or Submitting or Expired or 12 or 14 or 16) => true,
        (Submitting, Submitting or Reconciling or IncidentAdded or Expired or OutcomeUnknown or 12) => true,
        (Reconciling, Reconciling or Submitting or IncidentAdded or Expired or OutcomeUnknown) => true,
        (IncidentAdded, IncidentAdded or Submitted or Untracked) => true,
        (Submitted, Submitted or TaskCreated or Untracked) => true,
        (TaskCreated, TaskCreated or TaskRunning or Succeeded or CompletedWithWarnings or Failed or Untracked) => true,
        (TaskRunning, TaskRunning or Succeeded or CompletedWithWarnings or Failed or Untracked) => true,
        _ => false,
    };
}
