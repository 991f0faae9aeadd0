using System.Globalization;

namespace EdrGrpc.Storage.Sqlite;

/// <summary>Replaces what is known of the response tasks in KSC.</summary>
internal static class ObservationOperation
{
    private const string Clear = "DELETE FROM observed_tasks WHERE server = $0";
    private const string Insert = "INSERT OR IGNORE INTO observed_tasks (server, task_id, number) VALUES ($0, $1, $2)";
    private const string Upsert = "INSERT INTO observations (server, observed_at) VALUES ($0, $1) ON CONFLICT DO UPDATE SET observed_at = excluded.observed_at";

    public static bool Run(WriteSession session, string server, IReadOnlyCollection<string> taskIds, DateTimeOffset observedAt)
    {
        session.Command(Clear, server).ExecuteNonQuery();
        foreach (var id in taskIds)
        {
            long? number = long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var parsed) ? parsed : null;
            session.Command(Insert, server, id, number).ExecuteNonQuery();
        }

        session.Command(Upsert, server, observedAt.UtcTicks).ExecuteNonQuery();
        return true;
    }
}
