using EdrGrpc.Contract.V1;

namespace EdrGrpc.Server.Validation;

/// <summary>Start a process, prevent one, isolate the host.</summary>
internal static class ProcessTaskValidator
{
    public static void Validate(StartProcess task, ViolationList violations)
    {
        PathRules.RequiredText(violations, "executable_path", task.ExecutablePath);
        if (task.HasArguments)
        {
            FieldRules.Text(violations, "arguments", task.Arguments, PathRules.MaxLength);
            if (task.Arguments.Contains('\0', StringComparison.Ordinal))
            {
                violations.Add("arguments", "Must hold no NUL character.");
            }
        }

        if (task.HasWorkingFolder)
        {
            PathRules.Text(violations, "working_folder", task.WorkingFolder);
        }
    }

    public static void Validate(PreventExecution task, ViolationList violations)
    {
        HashRules.RequiredMd5(violations, "hash", task.Hash);
        PathRules.Text(violations, "path", task.Path);
    }

    public static void Validate(IsolateHost task, ViolationList violations)
    {
        if (task.Action is not (IsolationAction.Enable or IsolationAction.Disable))
        {
            violations.Add("action", "Must be ISOLATION_ACTION_ENABLE or ISOLATION_ACTION_DISABLE.");
        }

        if (task.ReleaseAfter is { } after)
        {
            if (after.Seconds is < 60 or > 30 * 24 * 3600 || after.Nanos != 0)
            {
                violations.Add("release_after", "Must be from 1 minute to 30 days, in whole seconds.");
            }
            else if (task.Action == IsolationAction.Disable)
            {
                violations.Add("release_after", "Goes with ISOLATION_ACTION_ENABLE only.");
            }
        }
    }
}
