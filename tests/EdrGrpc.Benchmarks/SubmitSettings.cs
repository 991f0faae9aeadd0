namespace EdrGrpc.Benchmarks;

/// <summary>How much is measured.</summary>
/// <param name="Calls">Calls of one round.</param>
/// <param name="Rounds">Rounds of each kind; the median counts.</param>
internal sealed record SubmitSettings(int Calls, int Rounds)
{
    public const int Connections = 4;
    public const int InFlight = 32;
    public const int Hosts = 1000;

    public static SubmitSettings Read(string[] options) => new(
        options.Length > 0 ? int.Parse(options[0]) : 60_000,
        options.Length > 1 ? int.Parse(options[1]) : 3);
}
