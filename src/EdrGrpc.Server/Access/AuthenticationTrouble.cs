using EdrGrpc.Server.Errors;

namespace EdrGrpc.Server.Access;

/// <summary>Why it is not told now whether a call is authenticated; another answer than that it is not.</summary>
/// <param name="Refusal">The answer.</param>
internal sealed record AuthenticationTrouble(ResponseException Refusal);
