using EdrGrpc.Contract.V1;

namespace EdrGrpc.Cli.Watch;

/// <summary>Colours of states; the words say the same.</summary>
internal static class StateColour
{
    public static string Of(SubmissionState state) => (Outcome.ExitCodeOf(state), state) switch
    {
        (_, SubmissionState.CompletedWithWarnings) => "yellow",
        (ExitCodes.Done, _) => "green",
        (ExitCodes.Failed, _) => "red",
        (ExitCodes.Refused, _) => "yellow",
        _ => "default",
    };
}
