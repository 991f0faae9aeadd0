namespace EdrGrpc.Conformance;

/// <summary>One line of a runner.</summary>
/// <param name="Step">Name of the step in scenario.json.</param>
/// <param name="Ok">True if it passed.</param>
/// <param name="Millis">How long it took.</param>
/// <param name="Detail">Why it failed.</param>
internal sealed record StepResult(string Step, bool Ok, long Millis, string? Detail);
