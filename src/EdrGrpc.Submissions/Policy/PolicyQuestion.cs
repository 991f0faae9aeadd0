using EdrGrpc.Submissions.Actions;

namespace EdrGrpc.Submissions.Policy;

/// <summary>What a policy is asked.</summary>
/// <param name="Subject">Who.</param>
/// <param name="Kind">Which task.</param>
/// <param name="Action">What it may do.</param>
/// <param name="Host">To which host.</param>
/// <param name="Facts">What is known of the host; null if nothing is yet.</param>
/// <param name="Now">When.</param>
public sealed record PolicyQuestion(PolicySubject Subject, TaskKind Kind, ActionEffects Action, HostKey Host, HostFacts? Facts, DateTimeOffset Now);
