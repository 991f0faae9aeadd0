using EdrGrpc.Server.Errors;

namespace EdrGrpc.Server.Access;

/// <summary>Why it cannot be told now whether a call is authenticated: not the caller's fault.</summary>
/// <param name="Refusal">The answer.</param>
internal sealed record AuthenticationTrouble(ResponseException Refusal);
