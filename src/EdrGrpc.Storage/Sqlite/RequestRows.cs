using EdrGrpc.Submissions;
using EdrGrpc.Submissions.Store;

namespace EdrGrpc.Storage.Sqlite;

/// <summary>What a request id was used for.</summary>
internal static class RequestRows
{
    public static RequestRecord? Find(Query query, string principal, Guid requestId)
    {
        byte[] fingerprint;
        Guid first;
        Guid? batch;
        using (var row = query(Queries.Request, principal, Sql.Bytes(requestId)))
        {
            if (!row.Read())
            {
                return null;
            }

            fingerprint = row.GetFieldValue<byte[]>(0);
            first = RowReader.ReadId(row, 1);
            batch = row.IsDBNull(2) ? null : RowReader.ReadId(row, 2);
        }

        var submissions = new List<Submission>();
        using var rows = batch is { } batchId ? query(Queries.Batch, Sql.Bytes(batchId)) : query(Queries.Submission, Sql.Bytes(first));
        while (rows.Read())
        {
            submissions.Add(RowReader.ReadSubmission(rows));
        }

        return new RequestRecord(fingerprint, batch, submissions);
    }
}
