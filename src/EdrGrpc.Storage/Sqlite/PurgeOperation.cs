using System.Globalization;
using EdrGrpc.Submissions;

namespace EdrGrpc.Storage.Sqlite;

/// <summary>Removes ended submissions with all that belongs to them. last_added stays: it must grow per host for ever.</summary>
internal static class PurgeOperation
{
    private const string DeleteEvents = "DELETE FROM events WHERE submission_id = $0";
    private const string DeleteLate = "DELETE FROM late_incidents WHERE submission_id = $0";
    private const string DeleteSubmission = "DELETE FROM submissions WHERE id = $0";
    private const string SelectArchive = "SELECT archive_sha256 FROM bodies WHERE submission_id = $0";
    private const string DeleteBody = "DELETE FROM bodies WHERE submission_id = $0";
    private const string DeleteArchive = "DELETE FROM archives WHERE sha256 = $0 AND NOT EXISTS (SELECT 1 FROM bodies WHERE archive_sha256 = $0)";
    private const string DeleteLabel = "DELETE FROM labels WHERE key = $0 AND value = $1 AND accept_revision = $2";
    private const string DeleteRequest = "DELETE FROM request_ids WHERE principal = $0 AND request_id = $1";
    private const string RaisePurged = "UPDATE meta SET value = $0 WHERE key = 'purged_revision' AND CAST(value AS INTEGER) < CAST($0 AS INTEGER)";

    public static (int Count, long PurgedRevision) Run(WriteSession session, DateTimeOffset endedBefore, int limit)
    {
        var ended = new List<Submission>();
        using (var rows = session.Command(Queries.Ended, endedBefore.UtcTicks, limit).ExecuteReader())
        {
            while (rows.Read())
            {
                ended.Add(RowReader.ReadSubmission(rows));
            }
        }

        var purged = 0L;
        foreach (var submission in ended)
        {
            purged = Math.Max(purged, submission.Revision);
            Remove(session, submission);
        }

        if (purged > 0)
        {
            session.Command(RaisePurged, purged.ToString(CultureInfo.InvariantCulture)).ExecuteNonQuery();
        }

        return (ended.Count, purged);
    }

    private static void Remove(WriteSession session, Submission submission)
    {
        var id = Sql.Bytes(submission.Id);
        var archive = session.Command(SelectArchive, id).ExecuteScalar() as string;
        session.Command(DeleteBody, id).ExecuteNonQuery();
        if (archive is not null)
        {
            session.Command(DeleteArchive, archive).ExecuteNonQuery();
        }

        foreach (var (key, value) in submission.Context.Labels)
        {
            session.Command(DeleteLabel, key, value, submission.AcceptRevision).ExecuteNonQuery();
        }

        session.Command(DeleteEvents, id).ExecuteNonQuery();
        session.Command(DeleteLate, id).ExecuteNonQuery();
        session.Command(DeleteSubmission, id).ExecuteNonQuery();
        session.Command(DeleteRequest, submission.Principal, Sql.Bytes(submission.RequestId)).ExecuteNonQuery();
    }
}
