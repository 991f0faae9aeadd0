namespace EdrGrpc.Storage.Sqlite;

/// <summary>How the task budget is counted; see docs/adr/0004.</summary>
internal static class BudgetQueries
{
    /// <summary>Observed tasks above the lowest floor of our permits, plus our sends whose task was not observed; 0 while we have no permit.</summary>
    public const string Counted = """
        SELECT CASE WHEN NOT EXISTS (SELECT 1 FROM permits WHERE server = $0) THEN 0 ELSE
          (SELECT count(*) FROM observed_tasks o WHERE o.server = $0 AND (o.number IS NULL OR o.number >
            (SELECT min(CASE WHEN p.task_id IS NOT NULL AND p.task_id NOT GLOB '*[^0-9]*' THEN CAST(p.task_id AS INTEGER) - 1 ELSE p.task_id_floor END)
             FROM permits p WHERE p.server = $0)))
          + (SELECT count(*) FROM permits p WHERE p.server = $0
             AND (p.task_id IS NULL OR NOT EXISTS (SELECT 1 FROM observed_tasks o WHERE o.server = $0 AND o.task_id = p.task_id)))
        END
        """;

    /// <summary>The submission whose task, or coming task, is the oldest: every response task after it counts.</summary>
    public static readonly string OldestHolder = $"""
        SELECT {Columns.Submission} FROM submissions s WHERE s.id = (SELECT p.submission_id FROM permits p WHERE p.server = $0
          ORDER BY CASE WHEN p.task_id IS NOT NULL AND p.task_id NOT GLOB '*[^0-9]*' THEN CAST(p.task_id AS INTEGER) - 1 ELSE p.task_id_floor END, p.submission_id LIMIT 1)
        """;

    public const string Permits = "SELECT count(*) FROM permits WHERE server = $0";

    public const string ObservedAt = "SELECT observed_at FROM observations WHERE server = $0";

    public const string HighestObserved = "SELECT max(number) FROM observed_tasks WHERE server = $0";
}
