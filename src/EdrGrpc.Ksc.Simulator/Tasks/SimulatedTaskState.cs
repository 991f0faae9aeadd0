namespace EdrGrpc.Ksc.Simulator;

/// <summary>State of a task on its host; the numbers are KSC's state bits.</summary>
public enum SimulatedTaskState
{
    /// <summary>No state.</summary>
    None = 0,

    /// <summary>Not yet delivered to the host.</summary>
    Pending = 1,

    /// <summary>Running.</summary>
    Running = 2,

    /// <summary>Finished successfully.</summary>
    Succeeded = 4,

    /// <summary>Finished with a warning.</summary>
    Warning = 8,

    /// <summary>Failed.</summary>
    Failed = 16,

    /// <summary>Delivered, waiting to start.</summary>
    Scheduled = 32,

    /// <summary>Paused.</summary>
    Paused = 64,
}
