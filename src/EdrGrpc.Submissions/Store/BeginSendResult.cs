namespace EdrGrpc.Submissions.Store;

/// <summary>Answer to a <see cref="BeginSend"/>.</summary>
/// <param name="Outcome">What became of it.</param>
/// <param name="Submission">As it is stored now.</param>
/// <param name="TasksCounted">Tasks and sends counted against the budget before this one.</param>
public sealed record BeginSendResult(BeginSendOutcome Outcome, Submission? Submission, int TasksCounted);
