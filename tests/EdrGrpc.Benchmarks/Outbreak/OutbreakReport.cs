using System.Globalization;
using EdrGrpc.Ksc.Simulator;

namespace EdrGrpc.Benchmarks;

/// <summary>The outbreak as Markdown.</summary>
internal static class OutbreakReport
{
    public static void Samples(IReadOnlyList<OutbreakSample> samples, Action<string> write)
    {
        write("| minute | unfinished | hosts waiting | live tasks of 90 | sent in that minute | ended | processor s (real) | resident MiB |");
        write("| --- | --- | --- | --- | --- | --- | --- | --- |");

        // Ten minutes of questions in full, then a row every five.
        foreach (var sample in samples.Where((sample, index) => sample.At < OutbreakPlan.Length || index % 5 == 0 || index == samples.Count - 1))
        {
            write(Text($"| {sample.At.TotalMinutes:0.0} | {sample.Unfinished:N0} | {sample.Waiting:N0} | {sample.LiveTasks} | {sample.Sent} | {sample.Ended:N0} | {sample.ProcessorSeconds:0} | {sample.Memory / 1048576} |"));
        }
    }

    public static void Waits(ILookup<string, TimeSpan> waits, Action<string> write)
    {
        write("| recorded until KSC had the incident | number | p50 min | p95 min | max min |");
        write("| --- | --- | --- | --- | --- |");
        foreach (var group in waits.OrderBy(group => group.Key, StringComparer.Ordinal))
        {
            var times = group.Order().ToArray();
            write(Text($"| {group.Key} | {times.Length:N0} | {Of(times, 50):0.0} | {Of(times, 95):0.0} | {times[^1].TotalMinutes:0.0} |"));
        }
    }

    /// <summary>By the simulator's own record: whether each isolation came once, and nothing unfinished was rotated away.</summary>
    public static bool Check(KscSimulator simulator, OutbreakPlan plan, int submissions, Action<string> write)
    {
        var added = simulator.Ledger.Of(LedgerKind.IncidentAdded);
        var ofHost = added.CountBy(entry => entry.HostId!).ToDictionary(StringComparer.Ordinal);
        var once = plan.Isolated.Count(host => ofHost.GetValueOrDefault(host) == 1);
        var rotated = simulator.Tasks.Rotated;
        var unfinished = rotated.Count(task => task.WasUnfinished);
        write(Text($"KSC's record: {added.Count:N0} incidents for {submissions:N0} submissions; {once:N0} of {plan.Isolated.Count:N0} isolations exactly once; {rotated.Count:N0} tasks rotated away, {unfinished} of them unfinished."));
        return added.Count == submissions && once == plan.Isolated.Count && unfinished == 0;
    }

    public static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private static double Of(TimeSpan[] sorted, int percent) => sorted[Math.Min(sorted.Length - 1, sorted.Length * percent / 100)].TotalMinutes;
}
