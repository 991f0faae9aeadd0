namespace EdrGrpc.Submissions;

/// <summary>For whom and why. Stored and returned, never sent to KSC.</summary>
/// <param name="CaseId">Case or ticket, at most 128 characters.</param>
/// <param name="SourceEventId">Event or alert, at most 256 characters.</param>
/// <param name="Comment">For people, at most 2,000 characters.</param>
/// <param name="Labels">At most 32.</param>
public sealed record SubmissionContext(string CaseId, string SourceEventId, string Comment, IReadOnlyDictionary<string, string> Labels)
{
    /// <summary>Nothing given.</summary>
    public static SubmissionContext Empty { get; } = new("", "", "", new Dictionary<string, string>(StringComparer.Ordinal));
}
