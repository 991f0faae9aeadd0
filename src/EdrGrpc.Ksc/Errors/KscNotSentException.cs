namespace EdrGrpc.Ksc;

/// <summary>AddIncident provably did not reach KSC: no byte of the request body was written. The inner exception says why.</summary>
public sealed class KscNotSentException : KscException
{
    internal KscNotSentException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
