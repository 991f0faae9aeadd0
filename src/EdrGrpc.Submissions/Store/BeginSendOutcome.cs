namespace EdrGrpc.Submissions.Store;

/// <summary>What became of a <see cref="BeginSend"/>.</summary>
public enum BeginSendOutcome
{
    /// <summary>Permit taken, intent stored, state SUBMITTING.</summary>
    Granted,

    /// <summary>The stored submission has another state or revision.</summary>
    Conflict,

    /// <summary>An earlier submission of the host is not SUBMITTED yet, or one of the same kind awaits its task.</summary>
    NotItsTurn,

    /// <summary>The task budget is used up.</summary>
    OverBudget,

    /// <summary>The tasks in KSC were not counted recently enough.</summary>
    ObservationTooOld,

    /// <summary>ADDED would lead the clock too far: wait.</summary>
    AddedTooFarAhead,

    /// <summary>The kill switch is on.</summary>
    SendingStopped,
}
