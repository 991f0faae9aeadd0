using EdrGrpc.Submissions;
using EdrGrpc.Submissions.Store;

namespace EdrGrpc.Storage.Sqlite;

/// <summary>Records submissions with their first events, or finds those of the same request id.</summary>
internal static class AcceptOperation
{
    private const string SelectRequest = "SELECT fingerprint, first_id, batch_id FROM request_ids WHERE principal = $0 AND request_id = $1";
    private const string InsertRequest = "INSERT INTO request_ids (principal, request_id, fingerprint, first_id, batch_id) VALUES ($0, $1, $2, $3, $4)";
    private const string InsertBody = "INSERT INTO bodies (submission_id, head, tail, archive_sha256) VALUES ($0, $1, $2, $3)";
    private const string InsertArchive = "INSERT OR IGNORE INTO archives (sha256, content) VALUES ($0, $1)";
    private const string InsertLabel = "INSERT INTO labels (key, value, accept_revision) VALUES ($0, $1, $2)";
    private static readonly string SelectBatch = $"SELECT {Columns.Submission} FROM submissions s WHERE s.batch_id = $0 ORDER BY s.accept_revision";

    public static AcceptResult Run(WriteSession session, AcceptRequest request)
    {
        if (FindEarlier(session, request) is { } earlier)
        {
            return earlier;
        }

        if (session.Unfinished + request.Submissions.Count > request.MaxUnfinished)
        {
            return new AcceptResult(AcceptOutcome.QueueFull, null, []);
        }

        var (refusal, items) = LimitCheck.Run(session, request);
        if (refusal is not null)
        {
            return refusal;
        }

        var recorded = new Submission[items.Count];
        for (var index = 0; index < recorded.Length; index++)
        {
            recorded[index] = Record(session, items[index]);
        }

        session.Run(
            InsertRequest, request.Principal, RowReader.Bytes(request.RequestId), request.Fingerprint.ToArray(), RowReader.Bytes(recorded[0].Id),
            request.BatchId is { } batch ? RowReader.Bytes(batch) : null);
        session.CountUnfinished(recorded.Length);
        return new AcceptResult(AcceptOutcome.Recorded, request.BatchId, recorded);
    }

    private static Submission Record(WriteSession session, NewSubmission item)
    {
        var revision = session.NextRevision();
        var submission = item.Submission with { AcceptRevision = revision, Revision = revision };
        session.Run(Sql.InsertSubmission, [.. Sql.FixedValues(submission), .. Sql.ChangingValues(submission)]);
        session.Run(InsertBody, RowReader.Bytes(submission.Id), item.Body.Head, item.Body.Tail, item.Archive?.Sha256);
        if (item.Archive is { } archive)
        {
            session.Run(InsertArchive, archive.Sha256, archive.Bytes.ToArray());
        }

        foreach (var (key, value) in submission.Context.Labels)
        {
            session.Run(InsertLabel, key, value, revision);
        }

        session.AddEvent(submission, item.Detail, EventSource.Gateway);
        if (item.Audit is { } audit)
        {
            session.AddAudit(audit with { SubmissionId = submission.Id, Server = submission.Server, TargetHost = submission.TargetHost });
        }

        return submission;
    }

    private static AcceptResult? FindEarlier(WriteSession session, AcceptRequest request)
    {
        if (!session.Run(SelectRequest, request.Principal, RowReader.Bytes(request.RequestId)))
        {
            return null;
        }

        byte[] fingerprint;
        Guid firstId;
        Guid? batchId;
        using (var row = session.Command(SelectRequest, request.Principal, RowReader.Bytes(request.RequestId)).ExecuteReader())
        {
            if (!row.Read())
            {
                return null;
            }

            fingerprint = row.GetFieldValue<byte[]>(0);
            firstId = RowReader.ReadId(row, 1);
            batchId = row.IsDBNull(2) ? null : RowReader.ReadId(row, 2);
        }

        var submissions = new List<Submission>();
        if (batchId is { } batch)
        {
            using var rows = session.Command(SelectBatch, RowReader.Bytes(batch)).ExecuteReader();
            while (rows.Read())
            {
                submissions.Add(RowReader.ReadSubmission(rows));
            }
        }
        else if (session.Find(firstId) is { } submission)
        {
            submissions.Add(submission);
        }

        var outcome = request.Fingerprint.Span.SequenceEqual(fingerprint) ? AcceptOutcome.Deduplicated : AcceptOutcome.RequestIdReused;
        return new AcceptResult(outcome, batchId, submissions);
    }
}
