namespace EdrGrpc.Benchmarks;

/// <summary>How much is measured.</summary>
/// <param name="Calls">Calls of one round.</param>
/// <param name="Rounds">Rounds of each kind; the median counts.</param>
/// <param name="Store">Store of the gateway.</param>
internal sealed record SubmitSettings(int Calls, int Rounds, BenchmarkStore Store);
