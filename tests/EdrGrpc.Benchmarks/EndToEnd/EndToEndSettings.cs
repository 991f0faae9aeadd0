namespace EdrGrpc.Benchmarks;

/// <summary>How much is measured.</summary>
/// <param name="Submissions">Submissions of a round, each for a host of its own.</param>
/// <param name="Rounds">Rounds; the first warms up.</param>
internal sealed record EndToEndSettings(int Submissions, int Rounds);
