namespace EdrGrpc.Submissions.Access;

/// <summary>Whether anything is sent to KSC.</summary>
/// <param name="IsStopped">True if the kill switch is on.</param>
/// <param name="Reason">Why.</param>
/// <param name="Principal">Who set it.</param>
/// <param name="ChangedAt">Since when; null if it was never set.</param>
public sealed record SendingState(bool IsStopped, string Reason, string Principal, DateTimeOffset? ChangedAt)
{
    /// <summary>Never stopped.</summary>
    public static SendingState Going { get; } = new(false, "", "", null);
}
