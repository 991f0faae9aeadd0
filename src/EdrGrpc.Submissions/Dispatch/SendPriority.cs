using EdrGrpc.Submissions.Actions;

namespace EdrGrpc.Submissions.Dispatch;

/// <summary>Who goes first when the budget is short. Acts between hosts only: one host's submissions keep their order.</summary>
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
}

/// <summary>Chooses priorities.</summary>
public static class SendPriorities
{
    /// <summary>The priority of a submission.</summary>
    public static SendPriority Of(Submission submission)
    {
        ArgumentNullException.ThrowIfNull(submission);
        return submission switch
        {
            { Kind: TaskKind.IsolateHost, IsolationEnable: false } => SendPriority.Release,
            { Kind: TaskKind.IsolateHost } => SendPriority.Isolate,
            { Severity: 3 } => SendPriority.Critical,
            _ => SendPriority.Normal,
        };
    }

    /// <summary>Most response tasks that may stand in KSC when a submission of this priority is sent.</summary>
    public static int BudgetFor(SendPriority priority, DispatchOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return priority == SendPriority.Release ? options.TaskBudget : options.TaskBudget - Math.Min(options.ReleaseReserve, options.TaskBudget / 10);
    }
}
