using System.Text.Json;
using EdrGrpc.Submissions.Actions;

namespace EdrGrpc.Submissions.Policy;

/// <summary>What a task may do, and to which path.</summary>
/// <param name="Effects">All that it may do.</param>
/// <param name="Path">The file it acts on; null when KSC or the task itself decides on which.</param>
/// <param name="InSubfolders">The file is also looked for in all folders below.</param>
public sealed record ActionEffects(Effects Effects, string? Path, bool InSubfolders)
{
    /// <summary>The effects of a stored submission: the path stands in the incident body, which was made from the task.</summary>
    public static ActionEffects OfBody(Effects effects, string incidentBody)
    {
        using var body = JsonDocument.Parse(incidentBody);
        if (!body.RootElement.TryGetProperty("params", out var parameters) || parameters.ValueKind != JsonValueKind.Object)
        {
            return new(effects, null, false);
        }

        var path = parameters.TryGetProperty("path", out var file) || parameters.TryGetProperty("executablePath", out file) ? file.GetString() : null;
        return new(effects, path, parameters.TryGetProperty("searchInSubfolders", out var subfolders) && subfolders.ValueKind == JsonValueKind.True);
    }

    /// <summary>The effects of a task.</summary>
    public static ActionEffects Of(ResponseTask task)
    {
        ArgumentNullException.ThrowIfNull(task);
        return task switch
        {
            GetFileTask get => new(Effects.GetFile, get.Path, false),
            DeleteFileTask delete => new(Effects.Delete, delete.Path, delete.SearchInSubfolders == true),
            QuarantineFileTask quarantine => new(Effects.Delete, quarantine.Path, false),
            IocScanTask scan => new(
                Effects.Scan | (scan.IsolateHost ? Effects.Isolate : Effects.None) | (scan.QuarantineObject ? Effects.Delete : Effects.None), null, false),
            StartProcessTask start => new(Effects.Start, start.ExecutablePath, false),
            TerminateProcessTask terminate => new(Effects.Terminate, terminate.Path, false),
            IsolateHostTask isolate => new(isolate.Enable ? Effects.Isolate : Effects.Release, null, false),
            PreventExecutionTask prevent => new(Effects.Prevent, prevent.Path, false),
            OnDemandScanTask => new(Effects.Scan, null, false),
            _ => throw new ArgumentOutOfRangeException(nameof(task), task, "There is no such task."),
        };
    }
}
