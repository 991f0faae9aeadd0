namespace EdrGrpc.Benchmarks;

/// <summary>One row of docs/performance.md.</summary>
/// <param name="What">What was measured; also the row's key.</param>
/// <param name="Ceiling">What it is compared with, measured in the same run.</param>
/// <param name="Aim">The aim; "" = reported only.</param>
/// <param name="Measured">The figures.</param>
/// <param name="IsMet">Whether the aim is met; null without an aim, or when nothing could be measured.</param>
internal sealed record Figure(string What, string Ceiling, string Aim, string Measured, bool? IsMet)
{
    public string Verdict => IsMet switch { true => "met", false => "**missed**", null => "-" };

    /// <summary>The row as Markdown.</summary>
    public override string ToString() => $"| {What} | {Ceiling} | {(Aim.Length == 0 ? "-" : Aim)} | {Measured} | {Verdict} |";
}
