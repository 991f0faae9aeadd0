namespace EdrGrpc.Cli;

/// <summary>Fields of requests as the flags that fill them.</summary>
internal static class FieldNames
{
    private static readonly Dictionary<string, string> Flags = new(StringComparer.Ordinal)
    {
        ["action.target_host"] = "--host",
        ["action.target_host_name"] = "--host-name",
        ["action.area"] = "--area",
        ["action.severity"] = "--severity",
        ["action.start_process.executable_path"] = "--path",
        ["action.start_process.arguments"] = "--arguments",
        ["action.start_process.working_folder"] = "--working-folder",
        ["action.prevent_execution.hash"] = "--md5",
        ["action.ioc_scan.ioc_archive"] = "--ioc",
        ["action.isolate_host.release_after"] = "--release-after",
        ["context.case_id"] = "--case-id",
        ["context.source_event_id"] = "--source-event",
        ["context.comment"] = "--comment",
        ["expire_time"] = "--expire-in",
        ["request_id"] = "--request-id",
        ["server"] = "--server",
        ["after_cursor"] = "--after",
    };

    private static readonly Dictionary<string, string> TaskFlags = new(StringComparer.Ordinal)
    {
        ["path"] = "--path",
        ["md5_hash"] = "--md5",
        ["sha256_hash"] = "--sha256",
    };

    /// <summary>"--path (action.get_file.path)", or the field alone when no flag stands for it.</summary>
    public static string Of(string field)
    {
        var flag = Flags.GetValueOrDefault(field);
        if (flag is null && field.StartsWith("action.", StringComparison.Ordinal) && field.Split('.') is [_, _, var last])
        {
            flag = TaskFlags.GetValueOrDefault(last);
        }

        if (flag is null && field.StartsWith("context.labels", StringComparison.Ordinal))
        {
            flag = "--label";
        }

        return flag is null ? field : $"{flag} ({field})";
    }
}
