namespace EdrGrpc.Submissions.Actions;

/// <summary>The names of a task kind: in KSC's incident body and in the contract.</summary>
public static class TaskKindNames
{
    /// <summary>The value of "task" in the incident body, for example "getFile".</summary>
    public static string WireName(this TaskKind kind) => kind switch
    {
        TaskKind.GetFile => "getFile",
        TaskKind.DeleteFile => "deleteFile",
        TaskKind.QuarantineFile => "quarantineFile",
        TaskKind.IocScan => "iocScan",
        TaskKind.StartProcess => "startProcess",
        TaskKind.TerminateProcess => "terminateProcess",
        TaskKind.IsolateHost => "isolateHost",
        TaskKind.PreventExecution => "preventExecution",
        TaskKind.OnDemandScan => "onDemandScan",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "There is no such task kind."),
    };

    /// <summary>The field of ResponseAction in the contract, for example "get_file".</summary>
    public static string Field(this TaskKind kind) => kind switch
    {
        TaskKind.GetFile => "get_file",
        TaskKind.DeleteFile => "delete_file",
        TaskKind.QuarantineFile => "quarantine_file",
        TaskKind.IocScan => "ioc_scan",
        TaskKind.StartProcess => "start_process",
        TaskKind.TerminateProcess => "terminate_process",
        TaskKind.IsolateHost => "isolate_host",
        TaskKind.PreventExecution => "prevent_execution",
        TaskKind.OnDemandScan => "on_demand_scan",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "There is no such task kind."),
    };
}
