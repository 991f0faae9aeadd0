namespace EdrGrpc.Submissions.Dispatch;

/// <summary>Whether a host may send its next submission now.</summary>
/// <param name="Granted">True: go on. The permit itself is taken in the store.</param>
/// <param name="Reason">Why not, for people; equal for equal reasons, so that waiting is reported once.</param>
/// <param name="RetryAfter">When to ask again at the latest.</param>
[GenerateSerializer]
[Immutable]
public sealed record Admission([property: Id(0)] bool Granted, [property: Id(1)] string Reason, [property: Id(2)] TimeSpan RetryAfter)
{
    /// <summary>Go on.</summary>
    public static Admission Go { get; } = new(true, "", TimeSpan.Zero);

    /// <summary>Wait.</summary>
    public static Admission Wait(string reason, TimeSpan retryAfter) => new(false, reason, retryAfter);
}
