namespace EdrGrpc.Ksc;

/// <summary>Base of all failures of a KSC call. The message is a sentence a person can act on and never holds a secret or an incident body.</summary>
public abstract class KscException : Exception
{
    /// <summary>Creates the exception.</summary>
    protected KscException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }
}
