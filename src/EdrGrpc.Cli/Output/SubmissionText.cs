using EdrGrpc.Cli.Arguments;
using EdrGrpc.Contract.V1;
using Google.Protobuf.WellKnownTypes;

namespace EdrGrpc.Cli.Output;

/// <summary>Submissions in words, safe for a terminal.</summary>
internal static class SubmissionText
{
    public static string Host(Submission submission) => SafeText.Of(
        submission.Action?.TargetHostName is { Length: > 0 } name ? name : submission.TargetHost.Length > 0 ? submission.TargetHost : submission.Action?.TargetHost);

    /// <summary>The task's word, for example isolate-host.</summary>
    public static string Task(Submission submission) => submission.Action is { IsolateHost.Action: IsolationAction.Disable }
        ? "isolate-host (release)"
        : Words.Of((submission.Action?.TaskCase ?? ResponseAction.TaskOneofCase.None).ToString());

    public static string What(Submission submission) => $"{Task(submission)} on {Host(submission)}";

    public static string State(Submission submission) => Words.Upper(submission.State);

    /// <summary>State with what is known of the task's progress.</summary>
    public static string Progress(Submission submission) =>
        submission is { State: SubmissionState.TaskRunning, Task: { } task } ? $"{State(submission)} {task.CompletedPercent} %" : State(submission);

    /// <summary>Why it stands where it stands; empty if there is nothing to say.</summary>
    public static string Why(Submission submission) => SafeText.Of(submission.Error?.Message is { Length: > 0 } error ? error : submission.WaitingReason);

    /// <summary>Says on stderr which texts are not what they look like, for whoever reads or approves.</summary>
    public static void Warn(Submission submission)
    {
        foreach (var warning in submission.TextWarnings)
        {
            Screen.Remark($"edrctl: warning: {SafeText.Of(warning)}");
        }
    }

    public static string Time(Timestamp? time) => time is null ? "" : $"{time.ToDateTimeOffset():yyyy-MM-dd HH:mm:ss}Z";
}
