namespace EdrGrpc.Ksc;

/// <summary>State of the connection to one server, free of secrets.</summary>
/// <param name="Breaker">The circuit breaker.</param>
/// <param name="Authentication">What KSC last said about the account.</param>
/// <param name="AuthenticationText">Why it was refused, null unless refused or locked out.</param>
/// <param name="LastSuccess">When KSC last answered anything below HTTP 500; null when never.</param>
/// <param name="LastError">Text of the last transport or authentication failure; null when none.</param>
/// <param name="Sessions">Sessions in the pool.</param>
public sealed record KscConnectionStatus(
    KscBreakerState Breaker,
    KscAuthenticationState Authentication,
    string? AuthenticationText,
    DateTimeOffset? LastSuccess,
    string? LastError,
    int Sessions);
