namespace EdrGrpc.Storage.Postgres;

/// <summary>Reads that are written otherwise than for SQLite.</summary>
internal static class PostgresQueries
{
    public const string Forwarded = "SELECT sequence FROM audit_forwarded WHERE address = $0";
    public const string Notify = "SELECT pg_notify($0, $1)";

    // Not "= ANY": with the statistics of a small table that became a search for the server alone, and a filter over all of its submissions.
    public const string ClaimedTasks = """
        SELECT k.task_id FROM unnest($1::text[]) AS k (task_id)
        CROSS JOIN LATERAL (SELECT FROM submissions WHERE server = $0 AND task_id = k.task_id LIMIT 1) s
        """;

    public static readonly string EventsOfAll =
        $"SELECT {Columns.Event} FROM events e JOIN submissions s ON s.id = e.submission_id WHERE e.revision > $0 AND e.revision <= $1 ORDER BY e.revision LIMIT $2";
}
