namespace EdrGrpc.Ksc.Simulator;

/// <summary>A stored task.</summary>
internal sealed class StoredTask
{
    public required int Id { get; init; }

    public required string Guid { get; init; }

    public required SimulatedHost Host { get; init; }

    public required string DisplayName { get; init; }

    public required DateTimeOffset Created { get; init; }

    /// <summary>Null for foreign tasks.</summary>
    public EdrRequest? Request { get; init; }

    public StoredIncident? Incident { get; init; }

    public SimulatedTaskState State { get; set; }

    public string StateText { get; set; } = "";

    /// <summary>True time of the start, for progress.</summary>
    public DateTimeOffset? RunningSince { get; set; }

    public DateTimeOffset? StartTime { get; set; }

    public DateTimeOffset? FinishTime { get; set; }

    public int Tries { get; set; }

    /// <summary>Counts plan changes, so that a timer of an older plan does nothing.</summary>
    public int Plan { get; set; }

    /// <summary>The step that waits for the host to come back.</summary>
    public Action? Waiting { get; set; }

    public bool Deleted { get; set; }

    public List<StoredEvent> Events { get; } = [];

    /// <summary>Place in the rotation order; null when it does not count.</summary>
    public LinkedListNode<StoredTask>? Rotation { get; set; }

    public bool IsFinished => State is SimulatedTaskState.Succeeded or SimulatedTaskState.Warning or SimulatedTaskState.Failed;

    public string TypeName => Request?.Task ?? "foreign";

    public int Percent(DateTimeOffset now, TimeSpan runTime) => State switch
    {
        SimulatedTaskState.Succeeded or SimulatedTaskState.Warning or SimulatedTaskState.Failed => 100,
        SimulatedTaskState.Running when RunningSince is { } since && runTime > TimeSpan.Zero => (int)Math.Clamp((now - since) / runTime * 100, 0, 99),
        _ => 0,
    };
}
