namespace EdrGrpc.Submissions.Policy;

/// <summary>What an action may do to a host. Policies name effects, because one task may have several: an IOC scan may isolate and delete. The numbers are stored.</summary>
[Flags]
public enum Effects
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>A file leaves the host.</summary>
    GetFile = 1,

    /// <summary>A file is deleted, or moved to Quarantine, which deletes it where it was.</summary>
    Delete = 2,

    /// <summary>The host is scanned, which costs it performance.</summary>
    Scan = 4,

    /// <summary>A process is started.</summary>
    Start = 8,

    /// <summary>Processes are terminated.</summary>
    Terminate = 16,

    /// <summary>The host is cut off from the network.</summary>
    Isolate = 32,

    /// <summary>The host is connected again.</summary>
    Release = 64,

    /// <summary>A file is kept from running.</summary>
    Prevent = 128,
}
