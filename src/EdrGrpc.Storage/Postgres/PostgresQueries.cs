namespace EdrGrpc.Storage.Postgres;

/// <summary>Reads that are written otherwise than for SQLite.</summary>
internal static class PostgresQueries
{
    public const string Notify = "SELECT pg_notify($0, $1)";
    public const string ClaimedTasks = "SELECT task_id FROM submissions WHERE server = $0 AND task_id = ANY ($1)";

    public static readonly string EventsOfAll =
        $"SELECT {Columns.Event} FROM events e JOIN submissions s ON s.id = e.submission_id WHERE e.revision > $0 AND e.revision <= $1 ORDER BY e.revision LIMIT $2";
}
