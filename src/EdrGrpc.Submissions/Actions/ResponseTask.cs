namespace EdrGrpc.Submissions.Actions;

/// <summary>What to do on a host: one of the nine tasks with its parameters, already validated.</summary>
public abstract record ResponseTask
{
    /// <summary>Which of the nine it is.</summary>
    public abstract TaskKind Kind { get; }
}
