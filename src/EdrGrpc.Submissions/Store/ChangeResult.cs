namespace EdrGrpc.Submissions.Store;

/// <summary>Answer to a <see cref="SubmissionChange"/>.</summary>
/// <param name="Outcome">What became of it.</param>
/// <param name="Submission">As it is stored now; null if it does not exist.</param>
public sealed record ChangeResult(ChangeOutcome Outcome, Submission? Submission);
