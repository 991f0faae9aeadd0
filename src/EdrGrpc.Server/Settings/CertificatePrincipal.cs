namespace EdrGrpc.Server.Settings;

/// <summary>Makes a client certificate a principal. The first of the three that is set is compared.</summary>
public sealed record CertificatePrincipal
{
    /// <summary>The principal. Required.</summary>
    public string Principal { get; set; } = "";

    /// <summary>SHA-256 thumbprint, hexadecimal, colons allowed.</summary>
    public string? Thumbprint { get; set; }

    /// <summary>A DNS name, URI or e-mail address of the subject alternative name.</summary>
    public string? San { get; set; }

    /// <summary>The whole subject, for example "CN=soar,O=Example".</summary>
    public string? Subject { get; set; }
}
