namespace EdrGrpc.Storage;

/// <summary>What stands isolated, and which releases are due.</summary>
internal static class IsolationQueries
{
    // Without effect: rejected 12, denied 13, cancelled 14, expired 15, superseded 16, failed 11; pending approval 1 has none yet.
    private const string MayHaveActed = "state NOT IN (1, 11, 12, 13, 14, 15, 16)";

    /// <summary>The newest isolation of each host after which no release was submitted that may have acted.</summary>
    public static readonly string Isolated = $"""
        SELECT {Columns.Submission} FROM submissions s
        WHERE s.kind = 7 AND s.isolation_enable = 1 AND s.{MayHaveActed} AND ($0 = '' OR s.server = $0)
          AND NOT EXISTS (SELECT 1 FROM submissions r WHERE r.kind = 7 AND r.server = s.server AND r.target_host = s.target_host
            AND r.accept_revision > s.accept_revision AND r.{MayHaveActed})
        ORDER BY s.accept_revision LIMIT 10000
        """;

    /// <summary>Isolations that ended with effect, or whose effect is not known, whose time is over and whose release was not submitted.</summary>
    public static readonly string Due = $"""
        SELECT {Columns.Submission} FROM submissions s
        WHERE s.release_after IS NOT NULL AND s.state IN (9, 10, 17, 18) AND s.updated_at + s.release_after * 10000000 <= $0
          AND NOT EXISTS (SELECT 1 FROM submissions r WHERE r.kind = 7 AND r.server = s.server AND r.target_host = s.target_host
            AND r.accept_revision > s.accept_revision AND (r.isolation_id = s.id OR r.{MayHaveActed}))
        ORDER BY s.accept_revision LIMIT $1
        """;

    public static readonly string ReleaseOf = $"SELECT {Columns.Submission} FROM submissions s WHERE s.isolation_id = $0";
}
