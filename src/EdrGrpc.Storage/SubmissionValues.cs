using EdrGrpc.Submissions;

namespace EdrGrpc.Storage;

/// <summary>What is stored of a submission, in the order of <see cref="Columns"/>. Ids as the database wants them.</summary>
internal static class SubmissionValues
{
    public static object?[] Fixed(Submission submission, Func<Guid, object> idOf) =>
    [
        idOf(submission.Id), submission.AcceptRevision, submission.BatchId is { } batch ? idOf(batch) : null, submission.BatchItemId,
        idOf(submission.RequestId), submission.Principal, submission.Server, submission.TargetHost, (int)submission.Kind,
        submission.IsolationEnable is { } enable ? (enable ? 1 : 0) : null, submission.Area, submission.Severity, submission.Action.ToArray(),
        StoredJson.Write(submission.Context), submission.CreatedAt.UtcTicks, submission.ExpiresAt?.UtcTicks,
        submission.PrincipalGroups.Count == 0 ? null : string.Join('\n', submission.PrincipalGroups), (int)submission.Effects,
        submission.ReleaseAfter is { } after ? (long)after.TotalSeconds : null, submission.IsolationId is { } isolation ? idOf(isolation) : null,
    ];

    public static object?[] Changing(Submission submission) =>
    [
        (int)submission.State, submission.Revision, submission.UpdatedAt.UtcTicks, submission.Intent?.AddedUtc.UtcTicks, submission.Intent?.SendBeforeUtc.UtcTicks,
        submission.Intent?.HighestIncidentId, submission.Intent is { } intent ? string.Join('\n', intent.TasksBefore) : null, submission.Intent?.TaskIdFloor,
        submission.IncidentId, submission.Task?.TaskId, submission.Task?.DisplayName, submission.Task?.State, submission.Task?.CompletedPercent,
        StoredJson.Write(submission.Error), submission.Attempts, submission.WaitingReason, StoredJson.Write(submission.Approval),
    ];
}
