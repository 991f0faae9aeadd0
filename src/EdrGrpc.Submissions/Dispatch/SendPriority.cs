using EdrGrpc.Submissions.Actions;

namespace EdrGrpc.Submissions.Dispatch;

/// <summary>
/// Who goes first when the budget is short (<see cref="SendPriorities.Rank"/>). Acts between hosts only: one host's submissions keep their order.
/// Replicas tell each other the numbers: one that was given stays as it is.
/// </summary>
public enum SendPriority
{
    /// <summary>Everything else.</summary>
    Normal = 0,

    /// <summary>Incidents of critical severity.</summary>
    Critical = 1,

    /// <summary>Turning isolation on.</summary>
    Isolate = 2,

    /// <summary>Turning isolation off: a host that is cut off by mistake must not wait behind bulk work.</summary>
    Release = 3,

    /// <summary>Turning isolation on with critical severity: one host that an analyst isolates must not wait behind a batch.</summary>
    CriticalIsolate = 4,
}

/// <summary>Chooses priorities.</summary>
public static class SendPriorities
{
    // SEVERITY_CRITICAL of the contract.
    private const int Critical = 3;

    /// <summary>The priority of a submission.</summary>
    public static SendPriority Of(Submission submission)
    {
        ArgumentNullException.ThrowIfNull(submission);
        return submission switch
        {
            { Kind: TaskKind.IsolateHost, IsolationEnable: false } => SendPriority.Release,
            { Kind: TaskKind.IsolateHost, Severity: Critical } => SendPriority.CriticalIsolate,
            { Kind: TaskKind.IsolateHost } => SendPriority.Isolate,
            { Severity: Critical } => SendPriority.Critical,
            _ => SendPriority.Normal,
        };
    }

    /// <summary>Its place among all: the highest goes first.</summary>
    public static int Rank(SendPriority priority) => priority switch
    {
        SendPriority.Release => 4,
        SendPriority.CriticalIsolate => 3,
        SendPriority.Isolate => 2,
        SendPriority.Critical => 1,
        _ => 0,
    };

    /// <summary>True for isolations and releases: they are not held back by <see cref="DispatchOptions.SendRate"/>.</summary>
    public static bool IsUrgent(SendPriority priority) => Rank(priority) >= Rank(SendPriority.Isolate);

    /// <summary>Most response tasks that may stand in KSC when a submission of this priority is sent.</summary>
    public static int BudgetFor(SendPriority priority, DispatchOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return priority == SendPriority.Release ? options.TaskBudget : options.TaskBudget - Math.Min(options.ReleaseReserve, options.TaskBudget / 10);
    }
}
