using EdrGrpc.Submissions.Store;
using Microsoft.Extensions.Logging;

namespace EdrGrpc.Submissions.Dispatch;

/// <summary>Event ids 1000-1099. Paths, hashes and command lines are never logged here.</summary>
internal static partial class DispatchLog
{
    [LoggerMessage(1000, LogLevel.Information, "Submission {SubmissionId} on {Host}: {From} -> {To}")]
    public static partial void Moved(ILogger logger, Guid submissionId, HostKey host, SubmissionState from, SubmissionState to);

    [LoggerMessage(1001, LogLevel.Warning, "Submission {SubmissionId} on {Host}: step to {To} was not stored ({Outcome}); looking again")]
    public static partial void StepLost(ILogger logger, Guid submissionId, HostKey host, SubmissionState to, ChangeOutcome outcome);

    [LoggerMessage(1002, LogLevel.Warning, "{Host}: {Reason}")]
    public static partial void KscTrouble(ILogger logger, HostKey host, string reason);

    [LoggerMessage(1003, LogLevel.Error, "Work on {Host} failed; it goes on in {Delay}")]
    public static partial void WorkFailed(ILogger logger, Exception exception, HostKey host, TimeSpan delay);

    [LoggerMessage(1004, LogLevel.Warning, "The store is not available for {Host}: {Reason}")]
    public static partial void StoreDown(ILogger logger, HostKey host, string reason);

    [LoggerMessage(1005, LogLevel.Warning, "Answer to AddIncident for {SubmissionId} on {Host} was lost: {Reason}")]
    public static partial void AnswerLost(ILogger logger, Guid submissionId, HostKey host, string reason);

    [LoggerMessage(1006, LogLevel.Error, "The sweep failed; it runs again")]
    public static partial void SweepFailed(ILogger logger, Exception exception);

    [LoggerMessage(1007, LogLevel.Warning, "KSC {Server}: counting its tasks failed: {Reason}")]
    public static partial void ObservationFailed(ILogger logger, string server, string reason);

    [LoggerMessage(1008, LogLevel.Warning, "Waking {Host} failed, the sweep wakes it later: {Reason}")]
    public static partial void WakeFailed(ILogger logger, HostKey host, string reason);

    [LoggerMessage(1009, LogLevel.Error, "Submission {SubmissionId} on {Host} ({State}): KSC worked off a lost request late, incident {IncidentId} exists beside what is recorded. Look at the host in KSC")]
    public static partial void LateIncident(ILogger logger, Guid submissionId, HostKey host, SubmissionState state, int incidentId);

    [LoggerMessage(1010, LogLevel.Warning, "Late incidents of {SubmissionId} could not be looked for: {Reason}")]
    public static partial void LateSearchFailed(ILogger logger, Guid submissionId, string reason);

    [LoggerMessage(1012, LogLevel.Information, "Isolation {SubmissionId} on {Host}: its time is over, release {ReleaseId} was recorded")]
    public static partial void AutoReleased(ILogger logger, Guid submissionId, HostKey host, Guid releaseId);

    [LoggerMessage(1013, LogLevel.Error, "Releases that are due could not be recorded: {Reason}")]
    public static partial void AutoReleaseFailed(ILogger logger, string reason);

    [LoggerMessage(1011, LogLevel.Warning, "{Host}: submission {SubmissionId} stands in {State} for {Age} and keeps {Count} later ones waiting")]
    public static partial void Stuck(ILogger logger, HostKey host, Guid submissionId, SubmissionState state, TimeSpan age, int count);
}
