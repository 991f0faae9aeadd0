using System.Text.Json;

namespace EdrGrpc.Ksc.Simulator;

/// <summary>A request as predicates of faults see it.</summary>
/// <param name="Method">Class.Method, or "login".</param>
/// <param name="Arguments">The JSON body.</param>
/// <param name="SessionToken">X-KSC-Session, if sent.</param>
/// <param name="ConnectionId">The connection it came on.</param>
public sealed record SimulatedCall(string Method, JsonElement Arguments, string? SessionToken, string ConnectionId);
