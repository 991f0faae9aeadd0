using EdrGrpc.Submissions;

namespace EdrGrpc.Storage.Sqlite;

/// <summary>The statements that several operations share, and the values they bind.</summary>
internal static class Sql
{
    public static readonly string SelectSubmission = $"SELECT {Columns.Submission} FROM submissions s WHERE s.id = $0";

    public static readonly string InsertSubmission =
        $"INSERT INTO submissions ({string.Join(", ", Columns.Fixed.Concat(Columns.Changing))}) VALUES ({Parameters(0, Columns.Fixed.Length + Columns.Changing.Length)})";

    public static readonly string InsertEvent =
        $"INSERT INTO events (submission_id, {string.Join(", ", Columns.Changing)}, source, detail) VALUES ({Parameters(0, Columns.Changing.Length + 3)})";

    public static readonly string UpdateSubmission =
        $"UPDATE submissions SET {string.Join(", ", Columns.Changing.Select((name, index) => $"{name} = ${index}"))} WHERE id = ${Columns.Changing.Length}";

    public static object?[] FixedValues(Submission submission) =>
    [
        RowReader.Bytes(submission.Id), submission.AcceptRevision, submission.BatchId is { } batch ? RowReader.Bytes(batch) : null, submission.BatchItemId,
        RowReader.Bytes(submission.RequestId), submission.Principal, submission.Server, submission.TargetHost, (int)submission.Kind,
        submission.IsolationEnable is { } enable ? (enable ? 1 : 0) : null, submission.Area, submission.Severity, submission.Action.ToArray(),
        StoredJson.Write(submission.Context), submission.CreatedAt.UtcTicks, submission.ExpiresAt?.UtcTicks,
        submission.PrincipalGroups.Count == 0 ? null : string.Join('\n', submission.PrincipalGroups), (int)submission.Effects,
        submission.ReleaseAfter is { } after ? (long)after.TotalSeconds : null, submission.IsolationId is { } isolation ? RowReader.Bytes(isolation) : null,
    ];

    public static object?[] ChangingValues(Submission submission) =>
    [
        (int)submission.State, submission.Revision, submission.UpdatedAt.UtcTicks, submission.Intent?.AddedUtc.UtcTicks, submission.Intent?.SendBeforeUtc.UtcTicks,
        submission.Intent?.HighestIncidentId, submission.Intent is { } intent ? string.Join('\n', intent.TasksBefore) : null, submission.Intent?.TaskIdFloor,
        submission.IncidentId, submission.Task?.TaskId, submission.Task?.DisplayName, submission.Task?.State, submission.Task?.CompletedPercent,
        StoredJson.Write(submission.Error), submission.Attempts, submission.WaitingReason, StoredJson.Write(submission.Approval),
    ];

    private static string Parameters(int first, int count) => string.Join(", ", Enumerable.Range(first, count).Select(index => "$" + index));
}
