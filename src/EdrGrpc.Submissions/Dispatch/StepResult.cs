namespace EdrGrpc.Submissions.Dispatch;

/// <summary>When to look at a submission again.</summary>
/// <param name="Delay">Zero: at once.</param>
internal readonly record struct StepResult(TimeSpan Delay)
{
    public static StepResult Again => new(TimeSpan.Zero);

    public static StepResult After(TimeSpan delay) => new(delay);
}
