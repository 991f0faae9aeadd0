namespace EdrGrpc.Cli;

/// <summary>What the exit code tells a script. The help text and docs/edrctl.md list them.</summary>
internal static class ExitCodes
{
    public const int Done = 0;
    public const int Defect = 1;
    public const int Usage = 2;
    public const int Refused = 3;
    public const int Failed = 4;
    public const int Unreachable = 5;
    public const int StillRunning = 6;
    public const int Interrupted = 130;

    /// <summary>Code and meaning, as printed below every help text.</summary>
    public static readonly IReadOnlyList<(int Code, string Meaning)> Meanings =
    [
        (Done, "done; without --watch: recorded by the gateway"),
        (Defect, "a defect of edrctl or of the gateway"),
        (Usage, "usage: flags, settings or input files are wrong; nothing was sent"),
        (Refused, "refused by the gateway or by KSC, or ended before anything was sent (cancelled, expired, denied, superseded)"),
        (Failed, "failed on the host, or its outcome is unknown: look at the host in KSC"),
        (Unreachable, "the gateway (or the KSC it must ask) cannot be reached or did not answer in time"),
        (StillRunning, "stopped watching after --watch-for; the work goes on"),
        (Interrupted, "stopped watching by Ctrl+C or by a closed pipe; the work goes on"),
    ];
}
