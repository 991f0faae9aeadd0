namespace EdrGrpc.Ksc.Simulator;

/// <summary>How a task ends.</summary>
public sealed record SimulatedOutcome
{
    private SimulatedOutcome(SimulatedTaskState state, string text) => (State, Text) = (state, text);

    /// <summary>Finished successfully.</summary>
    public static SimulatedOutcome Succeed { get; } = new(SimulatedTaskState.Succeeded, "");

    /// <summary>State code the task ends with.</summary>
    public SimulatedTaskState State { get; }

    /// <summary>state_descr.</summary>
    public string Text { get; }

    /// <summary>Finished with a warning.</summary>
    public static SimulatedOutcome Warn(string text) => new(SimulatedTaskState.Warning, text);

    /// <summary>Failed.</summary>
    public static SimulatedOutcome Fail(string text) => new(SimulatedTaskState.Failed, text);
}
