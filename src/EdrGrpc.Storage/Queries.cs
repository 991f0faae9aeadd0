namespace EdrGrpc.Storage;

/// <summary>Reads that are the same text for both databases. Parameters are $0, $1 …</summary>
internal static class Queries
{
    public const string Request = "SELECT fingerprint, first_id, batch_id FROM request_ids WHERE principal = $0 AND request_id = $1";
    public const string Hosts = "SELECT DISTINCT server, target_host FROM submissions WHERE state < 9";
    public const string CountUnfinished = "SELECT count(*) FROM submissions WHERE server = $0 AND state < 9";
    public const string IncidentHolder = "SELECT id FROM submissions WHERE server = $0 AND incident_id = $1";
    public const string TaskHolder = "SELECT id FROM submissions WHERE server = $0 AND task_id = $1";
    public const string Body = "SELECT b.head, b.tail, a.content FROM bodies b LEFT JOIN archives a ON a.sha256 = b.archive_sha256 WHERE b.submission_id = $0";

    public static readonly string Submission = $"SELECT {Columns.Submission} FROM submissions s WHERE s.id = $0";

    public static readonly string Batch = $"SELECT {Columns.Submission} FROM submissions s WHERE s.batch_id = $0 ORDER BY s.accept_revision";

    public static readonly string Unfinished =
        $"SELECT {Columns.Submission} FROM submissions s WHERE s.server = $0 AND s.target_host = $1 AND s.state < 9 ORDER BY s.accept_revision";

    public static readonly string EventsOfOne =
        $"SELECT {Columns.Event} FROM events e JOIN submissions s ON s.id = e.submission_id WHERE e.submission_id = $0 AND e.revision > $1 ORDER BY e.revision LIMIT $2";

    public static readonly string Doubtful =
        $"SELECT {Columns.Submission} FROM submissions s WHERE s.send_before > $0 AND (s.attempts > 1 OR (s.state >= 9 AND s.send_before IS NOT NULL AND s.incident_id IS NULL)) ORDER BY s.send_before";

    // A host that stands isolated must not be forgotten, however long it does.
    private const string StandsIsolated = """
        s.kind = 7 AND s.isolation_enable = 1 AND s.state IN (9, 10, 17, 18) AND NOT EXISTS (SELECT 1 FROM submissions r
          WHERE r.kind = 7 AND r.server = s.server AND r.target_host = s.target_host AND r.accept_revision > s.accept_revision AND r.state IN (9, 10))
        """;

    // A batch goes when all of it has ended long ago: until then its request_id is answered with all of its submissions.
    public static readonly string Ended = $"""
        SELECT {Columns.Submission} FROM submissions s WHERE s.state >= 9 AND s.updated_at < $0 AND NOT ({StandsIsolated})
          AND (s.batch_id IS NULL OR NOT EXISTS (SELECT 1 FROM submissions o WHERE o.batch_id = s.batch_id AND (o.state < 9 OR o.updated_at >= $0)))
        ORDER BY s.updated_at LIMIT $1
        """;
}
