using System.Data.Common;
using EdrGrpc.Submissions;
using EdrGrpc.Submissions.Actions;

namespace EdrGrpc.Storage;

/// <summary>Rows as domain records.</summary>
internal static class RowReader
{
    private const int FirstChanging = 20;

    public static Submission ReadSubmission(DbDataReader row)
    {
        var addedAt = Time(row, FirstChanging + 3);
        var taskId = Text(row, FirstChanging + 9);
        return new Submission
        {
            Id = ReadId(row, 0),
            AcceptRevision = row.GetInt64(1),
            BatchId = row.IsDBNull(2) ? null : ReadId(row, 2),
            BatchItemId = row.GetString(3),
            RequestId = ReadId(row, 4),
            Principal = row.GetString(5),
            Server = row.GetString(6),
            TargetHost = row.GetString(7),
            Kind = (TaskKind)row.GetInt32(8),
            IsolationEnable = row.IsDBNull(9) ? null : row.GetInt64(9) != 0,
            Area = row.GetString(10),
            Severity = row.GetInt32(11),
            Action = row.GetFieldValue<byte[]>(12),
            Context = row.IsDBNull(13) ? SubmissionContext.Empty : StoredJson.ReadContext(row.GetString(13)),
            CreatedAt = Time(row, 14)!.Value,
            ExpiresAt = Time(row, 15),
            PrincipalGroups = Text(row, 16) is { Length: > 0 } groups ? groups.Split('\n') : [],
            Effects = (Submissions.Policy.Effects)row.GetInt32(17),
            ReleaseAfter = row.IsDBNull(18) ? null : TimeSpan.FromSeconds(row.GetInt64(18)),
            IsolationId = row.IsDBNull(19) ? null : ReadId(row, 19),
            State = (SubmissionState)row.GetInt32(FirstChanging),
            Revision = row.GetInt64(FirstChanging + 1),
            UpdatedAt = Time(row, FirstChanging + 2)!.Value,
            Intent = addedAt is null
                ? null
                : new SendIntent(
                    addedAt.Value,
                    Time(row, FirstChanging + 4)!.Value,
                    row.GetInt32(FirstChanging + 5),
                    Text(row, FirstChanging + 6) is { Length: > 0 } tasks ? tasks.Split('\n') : [],
                    row.GetInt64(FirstChanging + 7)),
            IncidentId = row.IsDBNull(FirstChanging + 8) ? null : row.GetInt32(FirstChanging + 8),
            Task = taskId is null
                ? null
                : new KscTaskSnapshot(taskId, Text(row, FirstChanging + 10) ?? "", Text(row, FirstChanging + 11) ?? "", row.GetInt32(FirstChanging + 12)),
            Error = row.IsDBNull(FirstChanging + 13) ? null : StoredJson.ReadError(row.GetString(FirstChanging + 13)),
            Attempts = row.GetInt32(FirstChanging + 14),
            WaitingReason = row.GetString(FirstChanging + 15),
            Approval = row.IsDBNull(FirstChanging + 16) ? null : StoredJson.ReadApproval(row.GetString(FirstChanging + 16)),
        };
    }

    public static SubmissionEvent ReadEvent(DbDataReader row) =>
        new(ReadSubmission(row), row.GetString(FirstChanging + 18), (EventSource)row.GetInt32(FirstChanging + 17));

    /// <summary>An id: PostgreSQL has a type for it, in SQLite it is 16 bytes.</summary>
    public static Guid ReadId(DbDataReader row, int column) => row.GetValue(column) is var value && value is Guid id ? id : new Guid((byte[])value, bigEndian: true);

    private static string? Text(DbDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);

    private static DateTimeOffset? Time(DbDataReader row, int column) =>
        row.IsDBNull(column) ? null : new DateTimeOffset(row.GetInt64(column), TimeSpan.Zero);
}
