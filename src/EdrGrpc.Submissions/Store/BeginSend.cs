namespace EdrGrpc.Submissions.Store;

/// <summary>The step ACCEPTED to SUBMITTING: permit, intent and state in one transaction.</summary>
/// <param name="Current">The submission as the caller knows it.</param>
/// <param name="Now">This gateway's time.</param>
/// <param name="SendBefore">See <see cref="SendIntent.SendBeforeUtc"/>.</param>
/// <param name="NewestAddedInKsc">Newest KLINCDT_ADDED the host has in KSC up to now; ADDED is chosen after it.</param>
/// <param name="HighestIncidentId">See <see cref="SendIntent.HighestIncidentId"/>.</param>
/// <param name="TasksBefore">See <see cref="SendIntent.TasksBefore"/>.</param>
/// <param name="Budget">Most response tasks that may stand in KSC since our oldest unfinished one, sends in flight included.</param>
/// <param name="ObservationMaxAge">The task observation of the server (see <see cref="ISubmissionStore.RecordObservationAsync"/>) must not be older.</param>
/// <param name="MaxAddedLead">ADDED must not lead <paramref name="Now"/> by more than this.</param>
/// <param name="Detail">Text of the event.</param>
public sealed record BeginSend(
    Submission Current,
    DateTimeOffset Now,
    DateTimeOffset SendBefore,
    DateTimeOffset? NewestAddedInKsc,
    int HighestIncidentId,
    IReadOnlyList<string> TasksBefore,
    int Budget,
    TimeSpan ObservationMaxAge,
    TimeSpan MaxAddedLead,
    string Detail);
