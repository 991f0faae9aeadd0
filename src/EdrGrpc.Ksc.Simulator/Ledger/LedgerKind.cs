namespace EdrGrpc.Ksc.Simulator;

/// <summary>What happened in the simulated server.</summary>
public enum LedgerKind
{
    /// <summary>An incident was stored.</summary>
    IncidentAdded,

    /// <summary>An incident was changed.</summary>
    IncidentUpdated,

    /// <summary>An incident was deleted.</summary>
    IncidentDeleted,

    /// <summary>An incident leads to no task; the text says why.</summary>
    RequestIgnored,

    /// <summary>A task was created.</summary>
    TaskCreated,

    /// <summary>A task changed its state.</summary>
    TaskState,

    /// <summary>A task was removed because newer ones needed its place.</summary>
    TaskRotated,

    /// <summary>A task was deleted by a call or by the test.</summary>
    TaskDeleted,
}
