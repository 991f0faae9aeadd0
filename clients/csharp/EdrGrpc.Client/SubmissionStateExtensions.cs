using EdrGrpc.Contract.V1;

namespace EdrGrpc.Client;

/// <summary>What a state means for a caller.</summary>
public static class SubmissionStateExtensions
{
    /// <summary>True if nothing more happens to a submission in this state.</summary>
    public static bool IsFinal(this SubmissionState state) => state >= SubmissionState.Succeeded;
}
