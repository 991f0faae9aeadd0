namespace EdrGrpc.Benchmarks;

/// <summary>One measured round.</summary>
/// <param name="Rate">OK answers a second.</param>
/// <param name="P50">Median latency.</param>
/// <param name="P99">99th percentile of the latency.</param>
/// <param name="CpuPerCall">Time of the server's processors for each call.</param>
/// <param name="BytesPerCall">Bytes the server allocated for each call.</param>
internal sealed record Round(double Rate, TimeSpan P50, TimeSpan P99, TimeSpan CpuPerCall, double BytesPerCall)
{
    public override string ToString() =>
        $"{Rate,9:N0}/s   p50 {P50.TotalMilliseconds,6:F2} ms   p99 {P99.TotalMilliseconds,6:F2} ms   server CPU {CpuPerCall.TotalMicroseconds,6:F1} us   allocated {BytesPerCall,8:N0} B";
}
