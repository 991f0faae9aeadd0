using System.Buffers;
using EdrGrpc.Contract.V1;

namespace EdrGrpc.Server.Validation;

/// <summary>ResponseAction: target, task and what both share.</summary>
internal sealed class ActionValidator(ValidationOptions options)
{
    private const int MaxBytes = 1024 * 1024;

    private static readonly SearchValues<char> AreaCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789 _-");

    private readonly FileTaskValidator _files = new(options);

    /// <summary>The field "action" of the message that was entered last.</summary>
    public void ValidateField(ResponseAction? action, ViolationList violations)
    {
        if (action is null)
        {
            violations.Add("action", "Must be set.");
            return;
        }

        // It comes back with every event and in every list, with fields that this server does not know too.
        if (action.CalculateSize() - (action.IocScan?.IocArchive.Length ?? 0) > MaxBytes)
        {
            violations.Add("action", "Must be at most 1 MiB without the IOC archive.");
        }

        violations.Enter("action");
        Target(action, violations);
        Task(action, violations);
        FieldRules.Text(violations, "area", action.Area, 32);
        if (action.Area.AsSpan().ContainsAnyExcept(AreaCharacters))
        {
            violations.Add("area", "Must hold only letters A-Z a-z, digits, spaces, _ and -.");
        }

        if (action.Severity is < Severity.Unspecified or > Severity.Critical)
        {
            violations.Add("severity", "Must be SEVERITY_INFORMATION, SEVERITY_WARNING or SEVERITY_CRITICAL.");
        }

        violations.Leave();
    }

    private static void Target(ResponseAction action, ViolationList violations)
    {
        switch (action.TargetCase)
        {
            case ResponseAction.TargetOneofCase.TargetHost:
                Host(violations, "target_host", action.TargetHost);
                break;
            case ResponseAction.TargetOneofCase.TargetHostName:
                Host(violations, "target_host_name", action.TargetHostName);
                break;
            default:
                violations.Add("target", "Exactly one of target_host and target_host_name must be set.");
                break;
        }
    }

    private static void Host(ViolationList violations, string field, string value)
    {
        FieldRules.RequiredText(violations, field, value, 255);
        if (FieldRules.HasControls(value) || value.AsSpan().ContainsAny("\"*?[]"))
        {
            violations.Add(field, "Must hold no control characters, quotes or wildcards.");
        }
    }

    private void Task(ResponseAction action, ViolationList violations)
    {
        switch (action.TaskCase)
        {
            case ResponseAction.TaskOneofCase.GetFile:
                violations.Enter("get_file");
                _files.Validate(action.GetFile, violations);
                break;
            case ResponseAction.TaskOneofCase.DeleteFile:
                violations.Enter("delete_file");
                _files.Validate(action.DeleteFile, violations);
                break;
            case ResponseAction.TaskOneofCase.QuarantineFile:
                violations.Enter("quarantine_file");
                _files.Validate(action.QuarantineFile, violations);
                break;
            case ResponseAction.TaskOneofCase.IocScan:
                violations.Enter("ioc_scan");
                ScanTaskValidator.Validate(action.IocScan, violations);
                break;
            case ResponseAction.TaskOneofCase.StartProcess:
                violations.Enter("start_process");
                ProcessTaskValidator.Validate(action.StartProcess, violations);
                break;
            case ResponseAction.TaskOneofCase.TerminateProcess:
                violations.Enter("terminate_process");
                _files.Validate(action.TerminateProcess, violations);
                break;
            case ResponseAction.TaskOneofCase.IsolateHost:
                violations.Enter("isolate_host");
                ProcessTaskValidator.Validate(action.IsolateHost, violations);
                break;
            case ResponseAction.TaskOneofCase.PreventExecution:
                violations.Enter("prevent_execution");
                ProcessTaskValidator.Validate(action.PreventExecution, violations);
                break;
            case ResponseAction.TaskOneofCase.OnDemandScan:
                violations.Enter("on_demand_scan");
                ScanTaskValidator.Validate(action.OnDemandScan, violations);
                break;
            default:
                violations.Add("task", "Exactly one task must be set.");
                return;
        }

        violations.Leave();
    }
}
