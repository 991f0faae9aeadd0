namespace EdrGrpc.Submissions.Servers;

/// <summary>How the certificate of a KSC server is checked. The numbers are the contract's.</summary>
public enum CertificateCheck
{
    /// <summary>By the operating system's trust.</summary>
    SystemTrust = 1,

    /// <summary>Against a pinned certificate.</summary>
    Pinned = 2,

    /// <summary>Not at all.</summary>
    None = 3,
}
