using EdrGrpc.Ksc;
using EdrGrpc.Submissions.Dispatch;

namespace EdrGrpc.Submissions.Tracking;

/// <summary>TASK_CREATED and TASK_RUNNING: follows the task on the host to its end.</summary>
internal sealed class FollowTaskStep(HostContext context)
{
    public async Task<StepResult> RunAsync(Submission submission, SubmissionMemory memory)
    {
        var task = submission.Task!;
        try
        {
            var state = await context.Ksc.GetTaskHostStateAsync(task.TaskId, submission.TargetHost, CancellationToken.None);
            if (state is null && await context.Ksc.GetTaskAsync(task.TaskId, CancellationToken.None) is null)
            {
                return await VanishedAsync(submission);
            }

            memory.Failures = 0;
            if (submission.Attempts > 1 && state?.State is KscTaskState.Completed or KscTaskState.CompletedWithWarning or KscTaskState.Failed)
            {
                // After the end no event can say any more that KSC worked off the first request too.
                var now = await context.LateIncidents.CheckAsync(submission, CancellationToken.None);
                if (now.State != submission.State)
                {
                    // Another activation went on meanwhile.
                    return StepResult.Again;
                }

                submission = now;
            }

            return state is null ? await PendingAsync(submission, memory, task.State) : await ApplyAsync(submission, memory, state);
        }
        catch (KscApiException exception) when (exception.IsNotFound)
        {
            return await VanishedAsync(submission);
        }
        catch (KscException exception)
        {
            return await context.BackOffAsync(submission, memory, exception);
        }
    }

    private async Task<StepResult> ApplyAsync(Submission submission, SubmissionMemory memory, KscTaskHostState state)
    {
        switch (state.State)
        {
            case KscTaskState.Completed:
                return await context.AdvanceAsync(
                    submission,
                    submission with { State = SubmissionState.Succeeded, Task = submission.Task! with { State = "finished", CompletedPercent = 100 } },
                    "The task finished on the host.",
                    EventSource.KscTask);
            case KscTaskState.CompletedWithWarning:
                return await EndAsync(submission, state, SubmissionState.CompletedWithWarnings, SubmissionErrorReasons.TaskWarning, "finished with warning");
            case KscTaskState.Failed:
                return await EndAsync(submission, state, SubmissionState.Failed, SubmissionErrorReasons.TaskFailed, "failed");
            case KscTaskState.Running:
                return await ProgressAsync(submission, memory, "running", (state.Percent ?? 0));
            case KscTaskState.Paused:
                return await ProgressAsync(submission, memory, "paused", (state.Percent ?? 0));
            case KscTaskState.Scheduled:
                return await PendingAsync(submission, memory, "scheduled");
            default:
                return await PendingAsync(submission, memory, "pending");
        }
    }

    private async Task<StepResult> EndAsync(Submission submission, KscTaskHostState state, SubmissionState terminal, string reason, string words)
    {
        var text = state.Description;
        if (string.IsNullOrWhiteSpace(text))
        {
            text = await context.Ksc.GetTaskFailureTextAsync(submission.Task!.TaskId, submission.TargetHost, CancellationToken.None);
        }

        var error = new SubmissionError(reason, string.IsNullOrWhiteSpace(text) ? $"The task {words} on the host; KSC gives no text." : text);
        return await context.AdvanceAsync(
            submission,
            submission with { State = terminal, Error = error, Task = submission.Task! with { State = words, CompletedPercent = (state.Percent ?? 0) } },
            $"The task {words} on the host: {error.Message}",
            EventSource.KscTask);
    }

    private async Task<StepResult> ProgressAsync(Submission submission, SubmissionMemory memory, string words, int percent)
    {
        var task = submission.Task!;
        var starts = submission.State == SubmissionState.TaskCreated;
        if (starts || !string.Equals(task.State, words, StringComparison.Ordinal) || percent >= task.CompletedPercent + 10)
        {
            await context.MoveAsync(
                submission,
                submission with { State = SubmissionState.TaskRunning, WaitingReason = "", Task = task with { State = words, CompletedPercent = Math.Max(percent, task.CompletedPercent) } },
                starts ? "The task runs on the host." : $"The task is {words}, {percent} %.",
                EventSource.KscTask);
            memory.Polls = 0;
        }

        return StepResult.After(FindTaskStep.Growing(context.Options, memory.Polls++));
    }

    private async Task<StepResult> PendingAsync(Submission submission, SubmissionMemory memory, string words)
    {
        // A finished task with a schedule may show as scheduled again (ksc-openapi.md 6.4): a running submission stays running.
        var delay = FindTaskStep.Growing(context.Options, memory.Polls++);
        if (submission.State == SubmissionState.TaskCreated && !string.Equals(submission.Task!.State, words, StringComparison.Ordinal))
        {
            return await context.AdvanceAsync(
                submission, submission with { Task = submission.Task! with { State = words } }, $"The task is {words}.", EventSource.KscTask);
        }

        if (context.Now - memory.LastHostCheck > context.Options.HostCheckInterval)
        {
            memory.LastHostCheck = context.Now;
            if (await context.Ksc.GetHostAsync(submission.TargetHost, CancellationToken.None) is { IsOnline: false })
            {
                return await context.WaitAsync(submission, WaitKind.HostOffline, "the host went offline; the task runs when it is back", delay);
            }
        }

        return StepResult.After(delay);
    }

    private Task<StepResult> VanishedAsync(Submission submission) => context.EndAsync(
        submission,
        SubmissionState.Untracked,
        new SubmissionError(
            SubmissionErrorReasons.TaskVanished,
            $"Task {submission.Task!.TaskId} of incident {submission.IncidentId} went away before its end was seen: it was deleted, or KSC rotated it away at 100 tasks. Look at the host in KSC."),
        EventSource.KscTask);
}
