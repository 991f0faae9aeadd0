using EdrGrpc.Submissions;
using Npgsql;

namespace EdrGrpc.Storage.Postgres;

/// <summary>Removes ended submissions with all that belongs to them. last_added stays: it must grow per host for ever.</summary>
internal static class PurgeWrite
{
    private const string DeleteBodies = "DELETE FROM bodies WHERE submission_id = ANY ($1) RETURNING archive_sha256";
    private const string DeleteArchives = "DELETE FROM archives a WHERE a.sha256 = ANY ($1) AND NOT EXISTS (SELECT 1 FROM bodies b WHERE b.archive_sha256 = a.sha256)";

    private const string DeleteLabels = """
        DELETE FROM labels l USING unnest($1::text[], $2::text[], $3::bigint[]) AS k (key, value, accept_revision)
        WHERE l.key = k.key AND l.value = k.value AND l.accept_revision = k.accept_revision
        """;

    private const string DeleteRequests = """
        DELETE FROM request_ids r USING unnest($1::text[], $2::uuid[]) AS k (principal, request_id) WHERE r.principal = k.principal AND r.request_id = k.request_id
        """;

    public static async Task<int> RunAsync(NpgsqlConnection connection, GroupState state, DateTimeOffset endedBefore, int limit)
    {
        var ended = await SelectAsync(connection, endedBefore, limit);
        if (ended.Count == 0)
        {
            return 0;
        }

        var ids = ended.Select(submission => submission.Id).ToArray();
        var archives = await DeleteBodiesAsync(connection, ids);
        var labels = ended.SelectMany(submission => submission.Context.Labels, (submission, label) => (label.Key, label.Value, submission.AcceptRevision)).ToList();
        await using var batch = new NpgsqlBatch(connection)
        {
            BatchCommands =
            {
                PgText.Command(DeleteArchives, PgText.Value(archives)),
                PgText.Command(
                    DeleteLabels,
                    PgText.Value(labels.Select(label => PgText.Clean(label.Key)).ToArray()),
                    PgText.Value(labels.Select(label => PgText.Clean(label.Value)).ToArray()),
                    PgText.Value(labels.Select(label => label.AcceptRevision).ToArray())),
                PgText.Command(
                    DeleteRequests,
                    PgText.Value(ended.Select(submission => submission.Principal).ToArray()),
                    PgText.Value(ended.Select(submission => submission.RequestId).ToArray())),
                PgText.Command("DELETE FROM events WHERE submission_id = ANY ($1)", PgText.Value(ids)),
                PgText.Command("DELETE FROM late_incidents WHERE submission_id = ANY ($1)", PgText.Value(ids)),
                PgText.Command("DELETE FROM submissions WHERE id = ANY ($1)", PgText.Value(ids)),
            },
        };
        await batch.ExecuteNonQueryAsync();
        state.RaisePurged(ended.Max(submission => submission.Revision));
        return ended.Count;
    }

    private static async Task<List<Submission>> SelectAsync(NpgsqlConnection connection, DateTimeOffset endedBefore, int limit)
    {
        await using var command = new NpgsqlCommand(PgText.Of(Queries.Ended), connection) { Parameters = { PgText.Value(endedBefore.UtcTicks), PgText.Value(limit) } };
        await using var rows = await command.ExecuteReaderAsync();
        var ended = new List<Submission>();
        while (await rows.ReadAsync())
        {
            ended.Add(RowReader.ReadSubmission(rows));
        }

        return ended;
    }

    private static async Task<string[]> DeleteBodiesAsync(NpgsqlConnection connection, Guid[] ids)
    {
        await using var command = new NpgsqlCommand(DeleteBodies, connection) { Parameters = { PgText.Value(ids) } };
        await using var rows = await command.ExecuteReaderAsync();
        var archives = new HashSet<string>(StringComparer.Ordinal);
        while (await rows.ReadAsync())
        {
            if (!rows.IsDBNull(0))
            {
                archives.Add(rows.GetString(0));
            }
        }

        return archives.ToArray();
    }
}
