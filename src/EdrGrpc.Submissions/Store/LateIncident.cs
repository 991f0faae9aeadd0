namespace EdrGrpc.Submissions.Store;

/// <summary>An incident of a submission that appeared in KSC beside the one it claims, or after it ended without one.</summary>
/// <param name="SubmissionId">Whose content it has.</param>
/// <param name="IncidentId">The incident.</param>
/// <param name="FoundAt">Time of the event.</param>
/// <param name="Detail">Text of the event, stored while the submission has not ended.</param>
public sealed record LateIncident(Guid SubmissionId, int IncidentId, DateTimeOffset FoundAt, string Detail);
