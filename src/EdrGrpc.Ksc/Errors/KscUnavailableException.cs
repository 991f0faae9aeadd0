namespace EdrGrpc.Ksc;

/// <summary>Nothing was sent: the server could not be reached, all sessions stayed busy, or the circuit breaker is open.</summary>
public sealed class KscUnavailableException : KscException
{
    internal KscUnavailableException(string message, bool isLocal = false, TimeSpan? retryAfter = null, Exception? innerException = null)
        : base(message, innerException)
    {
        IsLocal = isLocal;
        RetryAfter = retryAfter;
    }

    /// <summary>True when no connection was tried (breaker open, pool busy): an immediate retry is pointless.</summary>
    public bool IsLocal { get; }

    /// <summary>When the breaker lets the next call through; null when unknown.</summary>
    public TimeSpan? RetryAfter { get; }
}
