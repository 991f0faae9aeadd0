using EdrGrpc.Cli.Output;
using EdrGrpc.Contract.V1;
using Google.Protobuf;

namespace EdrGrpc.Cli.Query;

/// <summary>One submission in full, for people.</summary>
internal static class SubmissionDetails
{
    public static void Write(Screen screen, Submission submission)
    {
        if (screen.Format != OutputFormat.Text)
        {
            screen.Write(submission);
            return;
        }

        foreach (var (name, value) in Lines(submission))
        {
            if (value is { Length: > 0 })
            {
                screen.WriteLine($"{name,-14}{value}");
            }
        }

        SubmissionText.Warn(submission);
    }

    private static IEnumerable<(string Name, string? Value)> Lines(Submission submission)
    {
        yield return ("submission", submission.SubmissionId);
        yield return ("what", SubmissionText.What(submission));
        yield return ("state", SubmissionText.Progress(submission));
        yield return ("why", SubmissionText.Why(submission));
        yield return ("host id", SafeText.Of(submission.TargetHost));
        yield return ("server", SafeText.Of(submission.Server));
        yield return ("action", SafeText.Of(JsonFormatter.Default.Format(submission.Action)));
        yield return ("incident", submission.IncidentId > 0 ? $"{submission.IncidentId}" : null);
        yield return ("task", submission.Task is { } task ? $"{SafeText.Of(task.DisplayName)} ({SafeText.Of(task.TaskId)})" : null);
        yield return ("by", SafeText.Of(submission.Principal));
        yield return ("accepted", SubmissionText.Time(submission.CreateTime));
        yield return ("changed", SubmissionText.Time(submission.UpdateTime));
        yield return ("expires", SubmissionText.Time(submission.ExpireTime));
        yield return ("release due", SubmissionText.Time(submission.ReleaseTime));
        yield return ("released by", submission.ReleaseSubmissionId);
        yield return ("releases", submission.IsolationSubmissionId);
        yield return ("batch", submission.BatchId);
        yield return ("case", SafeText.Of(submission.Context?.CaseId));
        yield return ("source event", SafeText.Of(submission.Context?.SourceEventId));
        yield return ("comment", SafeText.Of(submission.Context?.Comment));
        yield return ("labels", string.Join(", ", (submission.Context?.Labels.AsEnumerable() ?? []).Select(pair => $"{SafeText.Of(pair.Key)}={SafeText.Of(pair.Value)}")));
        yield return ("approval", Decision(submission.Approval));
        yield return ("request id", submission.RequestId);
    }

    private static string? Decision(Approval? approval) => approval switch
    {
        null => null,
        { DecideTime: null } => $"awaited until {SubmissionText.Time(approval.ExpireTime)}, rule {SafeText.Of(approval.Rule)}: {SafeText.Of(approval.Reason)}",
        _ => $"{(approval.Approved ? "approved" : "refused")} by {SafeText.Of(approval.Approver)}: {SafeText.Of(approval.Comment)}",
    };
}
