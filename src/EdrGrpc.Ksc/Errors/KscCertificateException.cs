namespace EdrGrpc.Ksc;

/// <summary>The certificate of the server is not the configured one, or the configured file cannot be read. Nothing was sent.</summary>
public sealed class KscCertificateException : KscException
{
    internal KscCertificateException(string message, string? expected, string? presented, Exception? innerException = null)
        : base(message, innerException)
    {
        ExpectedFingerprint = expected;
        PresentedFingerprint = presented;
    }

    /// <summary>SHA-256 of the configured certificate (hex), null when the system's trust store decides or the file cannot be read.</summary>
    public string? ExpectedFingerprint { get; }

    /// <summary>SHA-256 of the certificate the server presented (hex), null when it presented none.</summary>
    public string? PresentedFingerprint { get; }
}
