namespace EdrGrpc.Submissions.Dispatch;

/// <summary>Why a submission waits, as metrics tell it apart; events carry the sentence.</summary>
public enum WaitKind
{
    /// <summary>KSC cannot be reached, or answers that it cannot work now.</summary>
    KscUnavailable,

    /// <summary>KSC refuses the gateway's account, or blocked it.</summary>
    Credentials,

    /// <summary>The background connection is off, or KSC is too old.</summary>
    KscNotReady,

    /// <summary>The task budget is used up.</summary>
    Budget,

    /// <summary>Sending is paced.</summary>
    Pace,

    /// <summary>The host is offline.</summary>
    HostOffline,

    /// <summary>The kill switch is on.</summary>
    Stopped,

    /// <summary>The policy cannot be applied before KSC says more about the host.</summary>
    Policy,

    /// <summary>An earlier submission on the same host comes first.</summary>
    Order,
}
