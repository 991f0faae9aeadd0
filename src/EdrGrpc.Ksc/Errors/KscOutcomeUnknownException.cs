namespace EdrGrpc.Ksc;

/// <summary>AddIncident was or may have been written and no usable answer came: KSC may hold the incident. Look before repeating.</summary>
public sealed class KscOutcomeUnknownException : KscException
{
    internal KscOutcomeUnknownException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
