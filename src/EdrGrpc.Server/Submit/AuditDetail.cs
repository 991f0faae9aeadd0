using System.Text.Json;
using EdrGrpc.Submissions.Actions;

namespace EdrGrpc.Server.Submit;

/// <summary>What the audit record keeps of an action: the task and what it acts on. Archives by their SHA-256, command lines by theirs too, for they hold passwords.</summary>
internal static class AuditDetail
{
    public static string Of(SubmitItem item) => JsonSerializer.Serialize(Describe(item));

    public static string Of(SubmitCommand command) => command.Items.Count == 1
        ? Of(command.Items[0])
        : JsonSerializer.Serialize(new Dictionary<string, object>(StringComparer.Ordinal) { ["items"] = command.Items.Count });

    private static Dictionary<string, string> Describe(SubmitItem item)
    {
        var detail = new Dictionary<string, string>(StringComparer.Ordinal) { ["task"] = item.Task.Kind.Field() };
        if (item.Action.TargetHostName.Length > 0)
        {
            detail["target_host_name"] = item.Action.TargetHostName;
        }

        switch (item.Task)
        {
            case GetFileTask task:
                detail["path"] = task.Path;
                break;
            case DeleteFileTask task:
                detail["path"] = task.Path;
                break;
            case QuarantineFileTask task:
                detail["path"] = task.Path;
                break;
            case TerminateProcessTask task:
                detail["path"] = task.Path;
                break;
            case PreventExecutionTask task:
                detail["path"] = task.Path;
                detail["md5"] = task.Hash;
                break;
            case StartProcessTask task:
                detail["path"] = task.ExecutablePath;
                detail["arguments_sha256"] = Sha256(task.Arguments ?? "");
                break;
            case IsolateHostTask task:
                detail["action"] = task.Enable ? "enable" : "disable";
                break;
            case IocScanTask task:
                detail["archive_sha256"] = task.Archive.Sha256;
                break;
        }

        return detail;
    }

    private static string Sha256(string text) => Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(text)));
}
