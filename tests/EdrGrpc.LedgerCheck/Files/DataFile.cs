using Microsoft.Data.Sqlite;

namespace EdrGrpc.LedgerCheck.Files;

/// <summary>A submission as the data file holds it.</summary>
internal sealed record StoredSubmission(
    string Id, string RequestId, string Host, int Kind, long AcceptRevision, DateTimeOffset CreatedAt, DateTimeOffset? ExpiresAt, int State, long Revision,
    int? IncidentId, string? TaskId, int Attempts, string Body)
{
    public const int StartProcess = 5;

    /// <summary>Its events, oldest first.</summary>
    public List<StoredEvent> Events { get; } = [];

    public DateTimeOffset EndedAt => Events[^1].Time;

    public override string ToString() => $"submission {Id} ({Files.State.Name(State)})";
}

/// <summary>An event as the data file holds it.</summary>
internal sealed record StoredEvent(long Revision, string SubmissionId, int State, DateTimeOffset Time, DateTimeOffset? SendBefore, string Detail);

/// <summary>The SQLite file, read without the server's code.</summary>
internal sealed class DataFile
{
    public List<StoredSubmission> Submissions { get; } = [];

    public Dictionary<string, StoredSubmission> ById { get; } = new(StringComparer.Ordinal);

    /// <summary>All events in the order of their revisions.</summary>
    public List<StoredEvent> Events { get; } = [];

    /// <summary>What SQLite says of the file; "ok" when it is sound.</summary>
    public string Integrity { get; private set; } = "";

    public static DataFile Read(string path)
    {
        using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Mode = SqliteOpenMode.ReadWrite, Pooling = false }.ToString());
        connection.Open();
        var data = new DataFile();
        data.Integrity = Rows(connection, "PRAGMA integrity_check", row => row.GetString(0))[0];
        data.Submissions.AddRange(Rows(
            connection,
            """
            SELECT s.id, s.request_id, s.target_host, s.kind, s.accept_revision, s.created_at, s.expires_at, s.state, s.revision, s.incident_id, s.task_id,
              s.attempts, b.head, b.tail, a.content
            FROM submissions s LEFT JOIN bodies b ON b.submission_id = s.id LEFT JOIN archives a ON a.sha256 = b.archive_sha256
            ORDER BY s.accept_revision
            """,
            row => new StoredSubmission(
                Id(row, 0), Id(row, 1), row.GetString(2), row.GetInt32(3), row.GetInt64(4), Time(row, 5)!.Value, Time(row, 6), row.GetInt32(7), row.GetInt64(8),
                row.IsDBNull(9) ? null : row.GetInt32(9), row.IsDBNull(10) ? null : row.GetString(10), row.GetInt32(11), Body(row, 12))));
        foreach (var submission in data.Submissions)
        {
            data.ById.Add(submission.Id, submission);
        }

        data.Events.AddRange(Rows(
            connection,
            "SELECT revision, submission_id, state, updated_at, send_before, detail FROM events ORDER BY revision",
            row => new StoredEvent(row.GetInt64(0), Id(row, 1), row.GetInt32(2), Time(row, 3)!.Value, Time(row, 4), row.GetString(5))));
        foreach (var stored in data.Events)
        {
            data.ById.GetValueOrDefault(stored.SubmissionId)?.Events.Add(stored);
        }

        return data;
    }

    private static List<T> Rows<T>(SqliteConnection connection, string sql, Func<SqliteDataReader, T> read)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var row = command.ExecuteReader();
        var rows = new List<T>();
        while (row.Read())
        {
            rows.Add(read(row));
        }

        return rows;
    }

    private static string Id(SqliteDataReader row, int column) => new Guid(row.GetFieldValue<byte[]>(column), bigEndian: true).ToString();

    private static DateTimeOffset? Time(SqliteDataReader row, int column) => row.IsDBNull(column) ? null : new DateTimeOffset(row.GetInt64(column), TimeSpan.Zero);

    // An IOC archive is stored once, apart from the text around it.
    private static string Body(SqliteDataReader row, int column) =>
        row.IsDBNull(column) ? ""
        : row.IsDBNull(column + 1) ? row.GetString(column)
        : row.GetString(column) + Convert.ToBase64String(row.GetFieldValue<byte[]>(column + 2)) + row.GetString(column + 1);
}
