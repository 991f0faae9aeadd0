namespace EdrGrpc.Ksc;

/// <summary>State of a task on one host (ksc-openapi.md 6.5).</summary>
/// <param name="State">The state.</param>
/// <param name="Percent">0 to 100, null when KSC sent none.</param>
/// <param name="Description">Text of a failure or warning; empty otherwise.</param>
/// <param name="StartedUtc">Start, null when not started.</param>
/// <param name="FinishedUtc">End, null when not finished.</param>
public sealed record KscTaskHostState(KscTaskState State, int? Percent, string Description, DateTimeOffset? StartedUtc, DateTimeOffset? FinishedUtc)
{
    internal static KscTaskHostState Read(KlParams record)
    {
        var state = (KscTaskState)(record.FindInt("state_code") ?? 0);
        return new(
            Enum.IsDefined(state) ? state : KscTaskState.Unknown,
            record.FindInt("completed_percent"),
            record.FindString("state_descr") ?? "",
            record.FindDateTime("start_time"),
            record.FindDateTime("finish_time"));
    }
}
