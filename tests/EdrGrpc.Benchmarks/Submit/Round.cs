namespace EdrGrpc.Benchmarks;

/// <summary>One measured round.</summary>
/// <param name="Rate">OK answers a second.</param>
/// <param name="Latencies">Of the calls.</param>
/// <param name="CpuPerCall">Time of the server's processors for each call.</param>
/// <param name="BytesPerCall">Bytes the server allocated for each call.</param>
internal sealed record Round(double Rate, Latencies Latencies, TimeSpan CpuPerCall, double BytesPerCall)
{
    /// <summary>The round with the median rate.</summary>
    public static Round Median(IReadOnlyList<Round> rounds) => rounds.OrderBy(round => round.Rate).ElementAt(rounds.Count / 2);

    public override string ToString() =>
        $"{Rate,9:N0}/s   p50 {Latencies.P50,6:F2} ms   p99 {Latencies.P99,6:F2} ms   server CPU {CpuPerCall.TotalMicroseconds,6:F1} us   allocated {BytesPerCall,8:N0} B";
}
