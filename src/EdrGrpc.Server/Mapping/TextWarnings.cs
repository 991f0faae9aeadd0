using EdrGrpc.Contract.V1;

namespace EdrGrpc.Server.Mapping;

/// <summary>
/// Sentences about texts of an action that are not what they look like. They are not refused: hiding an .exe behind U+202E is an old trick of
/// malware (MITRE ATT&amp;CK T1036.002), and that very file must be deleted. Who approves or reads the action has to see what it is about.
/// </summary>
internal static class TextWarnings
{
    public static void AddTo(Submission message)
    {
        var action = message.Action;
        switch (action.TaskCase)
        {
            case ResponseAction.TaskOneofCase.GetFile:
                Check(message, "get_file.path", action.GetFile.Path);
                break;
            case ResponseAction.TaskOneofCase.DeleteFile:
                Check(message, "delete_file.path", action.DeleteFile.Path);
                break;
            case ResponseAction.TaskOneofCase.QuarantineFile:
                Check(message, "quarantine_file.path", action.QuarantineFile.Path);
                break;
            case ResponseAction.TaskOneofCase.StartProcess:
                Check(message, "start_process.executable_path", action.StartProcess.ExecutablePath);
                Check(message, "start_process.arguments", action.StartProcess.Arguments);
                Check(message, "start_process.working_folder", action.StartProcess.WorkingFolder);
                break;
            case ResponseAction.TaskOneofCase.TerminateProcess:
                Check(message, "terminate_process.path", action.TerminateProcess.Path);
                break;
            case ResponseAction.TaskOneofCase.PreventExecution:
                Check(message, "prevent_execution.path", action.PreventExecution.Path);
                break;
            case ResponseAction.TaskOneofCase.OnDemandScan:
                for (var index = 0; index < action.OnDemandScan.Objects.Count; index++)
                {
                    Check(message, $"on_demand_scan.objects[{index}].path", action.OnDemandScan.Objects[index].Path);
                }

                break;
        }

        Check(message, "target_host", action.TargetHost);
        Check(message, "target_host_name", action.TargetHostName);
    }

    private static void Check(Submission message, string field, string text)
    {
        if (VisibleText.Reveal(text) is { } revealed)
        {
            message.TextWarnings.Add($"action.{field} is not what it looks like, it holds characters that cannot be seen or that change how it looks: {revealed}");
        }
    }
}
