using EdrGrpc.LedgerCheck.Checks;
using EdrGrpc.LedgerCheck.Files;

namespace EdrGrpc.LedgerCheck;

/// <summary>All checks of one run.</summary>
internal static class LedgerChecks
{
    private static readonly Action<Run, Findings>[] All =
    [
        AcknowledgedCheck.Run, EventsCheck.Run, IncidentsCheck.Run, TwinsCheck.Run, OrderCheck.Run, FenceCheck.Run, TasksCheck.Run, EndingsCheck.Run, WatchersCheck.Run,
    ];

    public static Findings Of(string folder)
    {
        var run = Files.Run.Read(folder);
        var findings = new Findings();

        // Releases that the server submits by itself are no client's: such a run has rules of its own.
        foreach (var check in run.Observations.Decisions.Count > 0 ? [ApprovalsCheck.Run] : All)
        {
            check(run, findings);
        }

        return findings;
    }
}
