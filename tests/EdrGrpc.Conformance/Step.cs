namespace EdrGrpc.Conformance;

/// <summary>What the driver reads of a step of scenario.json.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Refusals">Calls that the server refuses in it.</param>
internal sealed record Step(string Name, Refusals? Refusals);
