using EdrGrpc.LedgerCheck.Files;

namespace EdrGrpc.LedgerCheck.Checks;

/// <summary>A submission follows the task of its own incident, and ends as that task ended.</summary>
internal static class TasksCheck
{
    public static void Run(Run run, Findings findings)
    {
        foreach (var claims in run.Data.Submissions.Where(submission => submission.TaskId is not null).GroupBy(submission => submission.TaskId).Where(claims => claims.Count() > 1))
        {
            findings.Violation($"task {claims.Key} is claimed by {string.Join(" and ", claims)}");
        }

        var mistaken = 0;
        foreach (var submission in run.Data.Submissions.Where(submission => submission.TaskId is not null))
        {
            if (!run.Ledger.Tasks.TryGetValue(submission.TaskId!, out var task) || task.Host != submission.Host)
            {
                findings.Violation($"{submission} claims task {submission.TaskId}, which is not of its host");
                continue;
            }

            if (task.IncidentId != submission.IncidentId)
            {
                mistaken++;
                if (!Lookalikes.Explain(run, submission))
                {
                    findings.Violation($"{submission} follows task {task.Id} of incident {task.IncidentId}, not of its own incident {submission.IncidentId}");
                }
            }

            CheckEnd(findings, submission, task);
        }

        findings.Figure("submissions that follow the task of a lookalike incident", mistaken);
        foreach (var task in run.Ledger.Tasks.Values.Where(task => task is { IsLost: true, IsForeign: false }))
        {
            findings.Violation($"task {task.Id} was rotated away before its end");
        }
    }

    private static void CheckEnd(Findings findings, StoredSubmission submission, KscTask task)
    {
        var expected = submission.State switch
        {
            State.Succeeded => "Succeeded",
            State.CompletedWithWarnings => "Warning",
            State.Failed => "Failed",
            _ => null,
        };
        if (expected is not null && task.State != expected)
        {
            findings.Violation($"{submission}, but KSC's task {task.Id} is {task.State}");
        }
    }
}
