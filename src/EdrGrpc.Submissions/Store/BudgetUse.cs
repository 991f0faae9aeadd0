namespace EdrGrpc.Submissions.Store;

/// <summary>How much of a KSC server's task budget is used.</summary>
/// <param name="TasksCounted">Response tasks of any origin created since our oldest unfinished one, plus our sends whose task was not observed.</param>
/// <param name="Permits">Our submissions between SUBMITTING and their end.</param>
/// <param name="ObservedAt">When the tasks in KSC were last counted; null if never.</param>
/// <param name="Oldest">Our oldest unfinished submission in KSC, since which tasks are counted; null while we have none.</param>
public sealed record BudgetUse(int TasksCounted, int Permits, DateTimeOffset? ObservedAt, Submission? Oldest);
