using EdrGrpc.Submissions.Actions;
using V1 = EdrGrpc.Contract.V1;

namespace EdrGrpc.Server.Mapping;

/// <summary>The action of the contract as a task of the domain. Everything is mapped by name: no enum is ever cast.</summary>
public static class ActionMapping
{
    /// <summary>The task of a validated action.</summary>
    /// <param name="action">The action; one that validation would refuse throws.</param>
    /// <param name="inspected">The archive of an ioc_scan as validation found it; null for every other task.</param>
    public static ResponseTask ToTask(V1.ResponseAction action, IocArchive? inspected)
    {
        ArgumentNullException.ThrowIfNull(action);
        switch (action.TaskCase)
        {
            case V1.ResponseAction.TaskOneofCase.GetFile:
                var get = action.GetFile;
                return new GetFileTask(get.Md5Hash, get.Sha256Hash, get.Path);
            case V1.ResponseAction.TaskOneofCase.DeleteFile:
                var delete = action.DeleteFile;
                return new DeleteFileTask(delete.Md5Hash, delete.Sha256Hash, delete.Path, delete.HasSearchInSubfolders ? delete.SearchInSubfolders : null);
            case V1.ResponseAction.TaskOneofCase.QuarantineFile:
                var quarantine = action.QuarantineFile;
                return new QuarantineFileTask(quarantine.Md5Hash, quarantine.Sha256Hash, quarantine.Path);
            case V1.ResponseAction.TaskOneofCase.IocScan:
                var ioc = action.IocScan;
                ArgumentNullException.ThrowIfNull(inspected);
                return new IocScanTask(inspected, ioc.IsolateHost, ioc.ScanCriticalAreas, ioc.QuarantineObject);
            case V1.ResponseAction.TaskOneofCase.StartProcess:
                var start = action.StartProcess;
                return new StartProcessTask(
                    start.ExecutablePath, start.HasArguments ? start.Arguments : null, start.HasWorkingFolder ? start.WorkingFolder : null);
            case V1.ResponseAction.TaskOneofCase.TerminateProcess:
                var terminate = action.TerminateProcess;
                return new TerminateProcessTask(terminate.Md5Hash, terminate.Sha256Hash, terminate.Path, terminate.CaseSensitive);
            case V1.ResponseAction.TaskOneofCase.IsolateHost:
                return new IsolateHostTask(Enables(action.IsolateHost.Action));
            case V1.ResponseAction.TaskOneofCase.PreventExecution:
                var prevent = action.PreventExecution;
                return new PreventExecutionTask(prevent.Hash, prevent.Path, prevent.CaseSensitive);
            case V1.ResponseAction.TaskOneofCase.OnDemandScan:
                return new OnDemandScanTask([.. action.OnDemandScan.Objects.Select(o => new ScanObject(o.Enabled, o.Path, o.Recursive, ToDomain(o.Type)))]);
            default:
                throw new ArgumentException("The action has no task; validation refuses it.", nameof(action));
        }
    }

    /// <summary>The task kind of an action.</summary>
    public static TaskKind ToKind(V1.ResponseAction action)
    {
        ArgumentNullException.ThrowIfNull(action);
        return action.TaskCase switch
        {
            V1.ResponseAction.TaskOneofCase.GetFile => TaskKind.GetFile,
            V1.ResponseAction.TaskOneofCase.DeleteFile => TaskKind.DeleteFile,
            V1.ResponseAction.TaskOneofCase.QuarantineFile => TaskKind.QuarantineFile,
            V1.ResponseAction.TaskOneofCase.IocScan => TaskKind.IocScan,
            V1.ResponseAction.TaskOneofCase.StartProcess => TaskKind.StartProcess,
            V1.ResponseAction.TaskOneofCase.TerminateProcess => TaskKind.TerminateProcess,
            V1.ResponseAction.TaskOneofCase.IsolateHost => TaskKind.IsolateHost,
            V1.ResponseAction.TaskOneofCase.PreventExecution => TaskKind.PreventExecution,
            V1.ResponseAction.TaskOneofCase.OnDemandScan => TaskKind.OnDemandScan,
            _ => throw new ArgumentException("The action has no task; validation refuses it.", nameof(action)),
        };
    }

    /// <summary>The domain's task kind of a filter.</summary>
    public static TaskKind ToDomain(V1.TaskKind kind) => kind switch
    {
        V1.TaskKind.GetFile => TaskKind.GetFile,
        V1.TaskKind.DeleteFile => TaskKind.DeleteFile,
        V1.TaskKind.QuarantineFile => TaskKind.QuarantineFile,
        V1.TaskKind.IocScan => TaskKind.IocScan,
        V1.TaskKind.StartProcess => TaskKind.StartProcess,
        V1.TaskKind.TerminateProcess => TaskKind.TerminateProcess,
        V1.TaskKind.IsolateHost => TaskKind.IsolateHost,
        V1.TaskKind.PreventExecution => TaskKind.PreventExecution,
        V1.TaskKind.OnDemandScan => TaskKind.OnDemandScan,
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "There is no such task kind; validation refuses it."),
    };

    /// <summary>The contract's task kind.</summary>
    public static V1.TaskKind ToProto(TaskKind kind) => kind switch
    {
        TaskKind.GetFile => V1.TaskKind.GetFile,
        TaskKind.DeleteFile => V1.TaskKind.DeleteFile,
        TaskKind.QuarantineFile => V1.TaskKind.QuarantineFile,
        TaskKind.IocScan => V1.TaskKind.IocScan,
        TaskKind.StartProcess => V1.TaskKind.StartProcess,
        TaskKind.TerminateProcess => V1.TaskKind.TerminateProcess,
        TaskKind.IsolateHost => V1.TaskKind.IsolateHost,
        TaskKind.PreventExecution => V1.TaskKind.PreventExecution,
        TaskKind.OnDemandScan => V1.TaskKind.OnDemandScan,
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "There is no such task kind."),
    };

    /// <summary>KLINCDT_SEVERITY: 1 to 3, and 2 when none is given.</summary>
    public static int ToSeverity(V1.Severity severity) => severity switch
    {
        V1.Severity.Unspecified or V1.Severity.Warning => 2,
        V1.Severity.Information => 1,
        V1.Severity.Critical => 3,
        _ => throw new ArgumentOutOfRangeException(nameof(severity), severity, "There is no such severity; validation refuses it."),
    };

    /// <summary>True for on. The unspecified value must never become KSC's 0, which is off.</summary>
    private static bool Enables(V1.IsolationAction action) => action switch
    {
        V1.IsolationAction.Enable => true,
        V1.IsolationAction.Disable => false,
        _ => throw new ArgumentOutOfRangeException(nameof(action), action, "Isolation is neither on nor off; validation refuses it."),
    };

    private static ScanObjectType ToDomain(V1.ScanObjectType type) => type switch
    {
        V1.ScanObjectType.SystemMemory => ScanObjectType.SystemMemory,
        V1.ScanObjectType.StartupObjectsAndRunningProcesses => ScanObjectType.StartupObjectsAndRunningProcesses,
        V1.ScanObjectType.DiskBootSectors => ScanObjectType.DiskBootSectors,
        V1.ScanObjectType.SystemBackupStorage => ScanObjectType.SystemBackupStorage,
        V1.ScanObjectType.Email => ScanObjectType.Email,
        V1.ScanObjectType.Folder => ScanObjectType.Folder,
        V1.ScanObjectType.AllRemovableDrives => ScanObjectType.AllRemovableDrives,
        V1.ScanObjectType.AllNetworkDrives => ScanObjectType.AllNetworkDrives,
        V1.ScanObjectType.AllFixedDrives => ScanObjectType.AllFixedDrives,
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "There is no such scan object type; validation refuses it."),
    };
}
