using EdrGrpc.Contract.V1;

namespace EdrGrpc.Cli.Watch;

/// <summary>What the end of a submission means for the exit code.</summary>
internal static class Outcome
{
    /// <summary>Null while it has not ended.</summary>
    public static int? ExitCodeOf(SubmissionState state) => state switch
    {
        SubmissionState.Succeeded or SubmissionState.CompletedWithWarnings => ExitCodes.Done,
        SubmissionState.Rejected or SubmissionState.Denied or SubmissionState.Cancelled or SubmissionState.Expired or SubmissionState.Superseded => ExitCodes.Refused,
        SubmissionState.Failed or SubmissionState.OutcomeUnknown or SubmissionState.Untracked => ExitCodes.Failed,
        _ => null,
    };

    /// <summary>The exit code of many: what failed on a host counts before what was refused.</summary>
    public static int Worst(IEnumerable<SubmissionState> states)
    {
        var codes = states.Select(ExitCodeOf).ToHashSet();
        return codes.Contains(ExitCodes.Failed) ? ExitCodes.Failed : codes.Contains(ExitCodes.Refused) ? ExitCodes.Refused : ExitCodes.Done;
    }
}
