namespace EdrGrpc.Ksc;

/// <summary>State of the circuit breaker of one server.</summary>
public enum KscBreakerState
{
    /// <summary>Calls go through.</summary>
    Closed,

    /// <summary>Calls are refused locally after repeated transport failures.</summary>
    Open,

    /// <summary>One call is let through to see whether the server answers again.</summary>
    HalfOpen,
}
