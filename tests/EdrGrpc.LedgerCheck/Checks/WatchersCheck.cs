using EdrGrpc.LedgerCheck.Files;

namespace EdrGrpc.LedgerCheck.Checks;

/// <summary>Every connection of a watcher saw the event table from where it resumed: event by event, none missing, none twice, none changed later.</summary>
internal static class WatchersCheck
{
    public static void Run(Run run, Findings findings)
    {
        findings.Figure("connections of watchers", run.Observations.Watches.Count);
        findings.Figure("events seen by watchers", run.Observations.Watches.Sum(watch => watch.Events.Count));
        var positions = run.Data.Events.Select((stored, index) => (stored.Revision, Index: index)).ToDictionary(item => item.Revision, item => item.Index);
        foreach (var watch in run.Observations.Watches)
        {
            if (watch.AfterRevision != 0 && !positions.ContainsKey(watch.AfterRevision))
            {
                findings.Violation($"watcher {watch.Watcher} resumed after event {watch.AfterRevision}, which is not in the data file");
                continue;
            }

            var next = watch.AfterRevision == 0 ? 0 : positions[watch.AfterRevision] + 1;
            foreach (var seen in watch.Events)
            {
                var stored = next < run.Data.Events.Count ? run.Data.Events[next] : null;
                if (stored is null || stored.Revision != seen.Revision || stored.SubmissionId != seen.SubmissionId || stored.State != seen.State || stored.Detail != seen.Detail)
                {
                    findings.Violation(
                        $"watcher {watch.Watcher} (resumed after {watch.AfterRevision}) saw event {seen.Revision} {State.Name(seen.State)}, the data file has {(stored is null ? "nothing" : $"{stored.Revision} {State.Name(stored.State)}")} there");
                    break;
                }

                next++;
            }
        }

        CheckEnds(run, findings);
    }

    private static void CheckEnds(Run run, Findings findings)
    {
        foreach (var watches in run.Observations.Watches.GroupBy(watch => watch.Watcher))
        {
            var seen = watches.SelectMany(watch => watch.Events).Select(seen => seen.Revision).ToHashSet();
            var missing = run.Data.Events.Where(stored => !seen.Contains(stored.Revision)).ToList();
            if (!run.Observations.EndedWatchers.Contains(watches.Key) || missing.Count > 0)
            {
                findings.Violation($"watcher {watches.Key} did not see {missing.Count} events{(missing.Count > 0 ? $", the first is {missing[0].Revision}" : "")}");
            }
        }

        if (run.Observations.Watches.Count == 0)
        {
            findings.Violation("no watcher took part");
        }
    }
}
