namespace EdrGrpc.Submissions;

/// <summary>Where the news of an event came from. The numbers are the contract's and are stored.</summary>
public enum EventSource
{
    /// <summary>This gateway.</summary>
    Gateway = 1,

    /// <summary>KSC's answer to a call.</summary>
    KscAnswer = 2,

    /// <summary>The state of the task in KSC.</summary>
    KscTask = 3,
}
