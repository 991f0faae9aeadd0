namespace EdrGrpc.Benchmarks;

/// <summary>One round of actions that reached KSC.</summary>
/// <param name="Rate">Actions a second.</param>
/// <param name="ServerCpu">Processor time of the gateway for each.</param>
/// <param name="KscCpu">Processor time of the stand-in for each.</param>
/// <param name="Calls">Calls the stand-in got, by method.</param>
/// <param name="Actions">How many actions.</param>
internal sealed record EndToEndResult(double Rate, TimeSpan ServerCpu, TimeSpan KscCpu, IReadOnlyDictionary<string, int> Calls, int Actions)
{
    public double CallsPerAction => (double)Calls.Values.Sum() / Actions;

    public static IReadOnlyDictionary<string, int> Made(Dictionary<string, int> before, Dictionary<string, int> after) => after
        .Select(call => (call.Key, Count: call.Value - before.GetValueOrDefault(call.Key)))
        .Where(call => call.Count > 0)
        .ToDictionary(call => call.Key, call => call.Count, StringComparer.Ordinal);

    public override string ToString() =>
        $"{Rate,8:N0}/s   gateway CPU {ServerCpu.TotalMicroseconds,7:F0} us   stand-in CPU {KscCpu.TotalMicroseconds,6:F0} us   {CallsPerAction:F2} calls an action: "
        + string.Join(", ", Calls.OrderByDescending(call => call.Value).Select(call => $"{call.Key} {(double)call.Value / Actions:F2}"));
}
