namespace EdrGrpc.Ksc;

/// <summary>KSC does not accept the account, or the client refuses by itself because it was refused a moment ago (account lockout exists, error 2013).</summary>
public sealed class KscAuthenticationException : KscException
{
    internal KscAuthenticationException(string message, bool isLockedOut = false, Exception? innerException = null)
        : base(message, innerException) => IsLockedOut = isLockedOut;

    /// <summary>KSC has blocked the account after too many wrong passwords.</summary>
    public bool IsLockedOut { get; }
}
