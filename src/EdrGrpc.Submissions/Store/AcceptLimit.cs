using EdrGrpc.Submissions.Policy;

namespace EdrGrpc.Submissions.Store;

/// <summary>A limit of the policy that is counted in the transaction that records submissions, so that two at once cannot both be the last.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="Effects">Submissions with any of these effects count, if they did or may still do something.</param>
/// <param name="Principal">Only those of this principal; null = all.</param>
/// <param name="Since">Only those accepted later.</param>
public sealed record AcceptLimit(LimitRule Rule, Effects Effects, string? Principal, DateTimeOffset Since);
