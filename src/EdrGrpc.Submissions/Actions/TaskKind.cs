namespace EdrGrpc.Submissions.Actions;

/// <summary>The nine tasks. The numbers are stored; they are never reused.</summary>
public enum TaskKind
{
    /// <summary>Fetch a copy of a file.</summary>
    GetFile = 1,

    /// <summary>Delete a file.</summary>
    DeleteFile = 2,

    /// <summary>Move a file to Quarantine.</summary>
    QuarantineFile = 3,

    /// <summary>Look for indicators of compromise.</summary>
    IocScan = 4,

    /// <summary>Start a process.</summary>
    StartProcess = 5,

    /// <summary>Terminate the processes of a file.</summary>
    TerminateProcess = 6,

    /// <summary>Turn network isolation on or off.</summary>
    IsolateHost = 7,

    /// <summary>Prevent a file from running.</summary>
    PreventExecution = 8,

    /// <summary>Scan for malware.</summary>
    OnDemandScan = 9,
}
