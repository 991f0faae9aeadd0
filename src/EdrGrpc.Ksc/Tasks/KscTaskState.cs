namespace EdrGrpc.Ksc;

/// <summary>State of a task on one host; the values are KSC's bits (ksc-openapi.md 6.4).</summary>
public enum KscTaskState
{
    /// <summary>KSC sent none of the known bits.</summary>
    Unknown = 0,

    /// <summary>The settings are not yet delivered to the host.</summary>
    Pending = 1,

    /// <summary>Running.</summary>
    Running = 2,

    /// <summary>Finished successfully.</summary>
    Completed = 4,

    /// <summary>Finished with a warning.</summary>
    CompletedWithWarning = 8,

    /// <summary>Failed.</summary>
    Failed = 16,

    /// <summary>Delivered, waiting to start; a finished task with a schedule returns here.</summary>
    Scheduled = 32,

    /// <summary>Paused.</summary>
    Paused = 64,
}
