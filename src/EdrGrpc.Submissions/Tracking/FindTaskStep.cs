using System.Globalization;
using EdrGrpc.Ksc;
using EdrGrpc.Submissions.Actions;
using EdrGrpc.Submissions.Dispatch;
using EdrGrpc.Submissions.Store;

namespace EdrGrpc.Submissions.Tracking;

/// <summary>SUBMITTED: finds the task KSC made of the incident and claims it.</summary>
internal sealed class FindTaskStep(HostContext context)
{
    // The clocks of KSC and this gateway may differ; that a task is new is told by the ids the host had before.
    private static readonly TimeSpan ClockTolerance = TimeSpan.FromMinutes(15);

    public async Task<StepResult> RunAsync(Submission submission, SubmissionMemory memory)
    {
        memory.AwaitedSince ??= submission.UpdatedAt;
        var askedAt = context.Now;
        List<KscTaskInfo> candidates;
        try
        {
            candidates = await FindCandidatesAsync(submission, memory);
            if (candidates.Count == 0)
            {
                return await NotSeenAsync(submission, memory, askedAt);
            }
        }
        catch (KscException exception)
        {
            return await context.BackOffAsync(submission, memory, exception);
        }

        memory.Failures = 0;
        if (candidates.Count > 1)
        {
            return await context.EndAsync(submission, SubmissionState.Untracked, Ambiguous(candidates), EventSource.KscTask);
        }

        var task = candidates[0];
        var next = submission with
        {
            State = SubmissionState.TaskCreated,
            WaitingReason = "",
            Task = new KscTaskSnapshot(task.Id, task.DisplayName, "pending", 0),
        };
        var result = await context.MoveAsync(submission, next, $"KSC made task {task.Id}.", EventSource.KscTask);
        if (result.Outcome == ChangeOutcome.ClaimTaken)
        {
            memory.ForeignTasks.Add(task.Id);
        }
        else if (result.Outcome == ChangeOutcome.Applied)
        {
            SendPoints.Reached(SendPoints.TaskClaimed);
        }

        memory.Polls = 0;
        return StepResult.Again;
    }

    private async Task<List<KscTaskInfo>> FindCandidatesAsync(Submission submission, SubmissionMemory memory)
    {
        var candidates = new List<KscTaskInfo>();
        foreach (var id in await UnknownAsync(submission, memory, await context.Ksc.GetTasksOfHostAsync(submission.TargetHost, CancellationToken.None)))
        {
            if (await context.Ksc.GetTaskAsync(id, CancellationToken.None) is { } task && Matches(submission, task))
            {
                candidates.Add(task);
            }
            else
            {
                memory.ForeignTasks.Add(id);
            }
        }

        // Which kind of task the plug-in makes is not documented: the host's own list may lack it (ksc-openapi.md 6.8).
        var waited = context.Now - memory.AwaitedSince;
        // The last look before it is given up always searches.
        if (candidates.Count == 0 && waited > context.Options.TaskSearchInterval
            && (waited > context.Options.TaskAppearTimeout || context.Now - memory.LastSearch > context.Options.TaskSearchInterval))
        {
            memory.LastSearch = context.Now;
            await SearchAllAsync(submission, memory, candidates);
        }

        return candidates;
    }

    private async Task SearchAllAsync(Submission submission, SubmissionMemory memory, List<KscTaskInfo> candidates)
    {
        var named = new List<KscTaskInfo>();
        await foreach (var task in context.Ksc.EnumerateTasksAsync(CancellationToken.None))
        {
            if (Matches(submission, task))
            {
                named.Add(task);
            }
        }

        foreach (var id in await UnknownAsync(submission, memory, named.Select(task => task.Id).ToList()))
        {
            try
            {
                if (await context.Ksc.GetTaskHostStateAsync(id, submission.TargetHost, CancellationToken.None) is not null)
                {
                    candidates.Add(named.First(task => task.Id == id));
                }
            }
            catch (KscApiException exception) when (exception.IsNotFound)
            {
                memory.ForeignTasks.Add(id);
            }
        }
    }

    private async Task<List<string>> UnknownAsync(Submission submission, SubmissionMemory memory, IReadOnlyCollection<string> ids)
    {
        var fresh = ids.Where(id => !StoodBefore(submission.Intent!, id) && !memory.ForeignTasks.Contains(id)).ToList();
        if (fresh.Count == 0)
        {
            return fresh;
        }

        var claimed = await context.Store.GetClaimedTasksAsync(submission.Server, fresh, CancellationToken.None);
        return fresh.Where(id => !claimed.Contains(id)).ToList();
    }

    // The host's own list may have lacked a task of others then; ids grow (docs/adr/0004), so the floor tells it is no new one.
    private static bool StoodBefore(SendIntent intent, string id) =>
        intent.TasksBefore.Contains(id, StringComparer.Ordinal)
        || (long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= intent.TaskIdFloor);

    private static bool Matches(Submission submission, KscTaskInfo task) =>
        TaskNames.IsTaskOf(task.DisplayName, submission.Area, submission.Kind)
        && (task.CreatedUtc is null || task.CreatedUtc >= submission.Intent!.AddedUtc - ClockTolerance);

    private async Task<StepResult> NotSeenAsync(Submission submission, SubmissionMemory memory, DateTimeOffset askedAt)
    {
        memory.Failures = 0;
        var background = await IsBackgroundConnectionOnAsync();
        // By the time of the look: the task may have appeared since.
        if (askedAt - memory.AwaitedSince > context.Options.TaskAppearTimeout)
        {
            var why = background
                ? "The background connection is on; look at the KES version of the host (12.9 or later is needed) and at the task list of KSC."
                : "The background connection between Administration Server and KSC Web Console is off.";
            return await context.EndAsync(
                submission,
                SubmissionState.Untracked,
                new SubmissionError(
                    SubmissionErrorReasons.TaskNotSeen,
                    $"KSC has incident {submission.IncidentId}, but no task appeared in {context.Options.TaskAppearTimeout.TotalSeconds:0} s. {why}"),
                EventSource.Gateway);
        }

        var delay = Growing(context.Options, memory.Polls++);
        return background
            ? StepResult.After(delay)
            : await context.WaitAsync(submission, WaitKind.KscNotReady, "the background connection between Administration Server and KSC Web Console is off, so KSC makes no task", delay);
    }

    private async Task<bool> IsBackgroundConnectionOnAsync()
    {
        try
        {
            return await context.Ksc.IsServiceConsoleAvailableAsync(CancellationToken.None);
        }
        catch (KscApiException exception) when (!exception.IsUnavailable)
        {
            // Not every account may ask, and not every version has the call.
            return true;
        }
    }

    internal static TimeSpan Growing(DispatchOptions options, int polls) =>
        TimeSpan.FromTicks(Math.Min(options.TaskPollMaxInterval.Ticks, (long)(options.TaskPollInterval.Ticks * Math.Pow(1.25, Math.Min(polls, 40)))));

    private static SubmissionError Ambiguous(List<KscTaskInfo> candidates) => new(
        SubmissionErrorReasons.TaskAmbiguous,
        $"Several new tasks in KSC match: {string.Join(", ", candidates.Select(task => $"{task.Id} \"{task.DisplayName}\""))}. Look at them in KSC.",
        new Dictionary<string, string>(StringComparer.Ordinal) { ["candidates"] = string.Join(',', candidates.Select(task => task.Id)) });
}
