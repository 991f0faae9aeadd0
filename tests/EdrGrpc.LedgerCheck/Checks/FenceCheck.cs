using EdrGrpc.LedgerCheck.Files;

namespace EdrGrpc.LedgerCheck.Checks;

/// <summary>Intent is stored before AddIncident is called, the call is made once for each intent, and not after its send_before.</summary>
internal static class FenceCheck
{
    /// <summary>From the look at the fence to the arrival in the simulator, on a busy machine.</summary>
    private static readonly TimeSpan Transit = TimeSpan.FromSeconds(2);

    /// <summary>Until the harness sees that the process stands still.</summary>
    private static readonly TimeSpan Notice = TimeSpan.FromSeconds(2);

    public static void Run(Run run, Findings findings)
    {
        findings.Figure("calls of AddIncident that arrived", run.Observations.Calls.Count);
        var calls = run.Observations.Calls.ToLookup(call => call.Body, StringComparer.Ordinal);
        foreach (var (body, time) in run.Observations.Calls)
        {
            if (!run.ByBody.TryGetValue(body, out var submission))
            {
                findings.Violation($"AddIncident was called at {time:HH:mm:ss.fff} for no submission");
            }
            else if (!submission.Events.Any(stored => stored.State == State.Submitting && time >= stored.Time && time <= stored.SendBefore + Transit))
            {
                findings.Violation($"{submission}: AddIncident arrived at {time:HH:mm:ss.fff}, outside the time in which an intent allows it");
            }
        }

        foreach (var submission in run.Data.Submissions.Where(submission => calls[submission.Body].Count() > submission.Attempts))
        {
            findings.Violation($"{submission}: AddIncident arrived {calls[submission.Body].Count()} times in {submission.Attempts} attempts");
        }

        findings.Figure("times the process was stopped between intent and request", run.Observations.Stops.Count);
        foreach (var stop in run.Observations.Stops)
        {
            // Its intent was stored before the stop and ran out during it, so the request had to be held back; another replica may have
            // stored an intent of its own meanwhile, or ended it.
            var held = run.Data.Submissions.Where(submission => submission.Events.Any(stored =>
                stored.State == State.Submitting && stored.Time <= stop.From && stored.Time >= stop.From - Notice && stored.SendBefore < stop.Until
                && !calls[submission.Body].Any(call => call.Time >= stored.Time && call.Time <= NextIntent(submission, stored.Time, stop.Until)))).ToList();
            if (held.Count == 0)
            {
                findings.Violation($"no request was held back after the stop of {(stop.Until - stop.From).TotalSeconds:0} s at {stop.From:HH:mm:ss}");
            }

            findings.Figure("requests held back by the fence after a stop", held.Count);
        }
    }

    private static DateTimeOffset NextIntent(StoredSubmission submission, DateTimeOffset after, DateTimeOffset latest) => submission.Events
        .Where(stored => stored.State == State.Submitting && stored.Time > after && stored.Time < latest).Select(stored => stored.Time).DefaultIfEmpty(latest).Min();
}
