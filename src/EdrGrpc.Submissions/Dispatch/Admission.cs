namespace EdrGrpc.Submissions.Dispatch;

/// <summary>Whether a host may send its next submission now.</summary>
/// <param name="Granted">True: go on. The permit itself is taken in the store.</param>
/// <param name="Kind">Why not, for metrics.</param>
/// <param name="Reason">Why not, for people; equal for equal reasons, so that waiting is reported once. "" when the wait is too short to report.</param>
/// <param name="RetryAfter">When to ask again at the latest.</param>
[GenerateSerializer]
[Immutable]
public sealed record Admission(
    [property: Id(0)] bool Granted, [property: Id(1)] WaitKind Kind, [property: Id(2)] string Reason, [property: Id(3)] TimeSpan RetryAfter)
{
    /// <summary>Go on.</summary>
    public static Admission Go { get; } = new(true, default, "", TimeSpan.Zero);

    /// <summary>Wait.</summary>
    public static Admission Wait(WaitKind kind, string reason, TimeSpan retryAfter) => new(false, kind, reason, retryAfter);
}
