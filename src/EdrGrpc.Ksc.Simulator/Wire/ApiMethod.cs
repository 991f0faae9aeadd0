namespace EdrGrpc.Ksc.Simulator;

/// <summary>One callable method.</summary>
/// <param name="Name">Class.Method, case-sensitive.</param>
/// <param name="Parameters">Names of all its arguments; strict mode refuses others.</param>
/// <param name="Handler">Runs under the state lock.</param>
internal sealed record ApiMethod(string Name, IReadOnlyList<string> Parameters, Func<ApiCall, Reply> Handler);
