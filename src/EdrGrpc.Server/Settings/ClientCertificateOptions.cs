namespace EdrGrpc.Server.Settings;

/// <summary>Client certificates (mTLS). Section <c>Security:ClientCertificates</c>.</summary>
public sealed record ClientCertificateOptions
{
    /// <summary>File with the certificates of the authorities that client certificates must come from (PEM). A call with a bearer token too is the token's, also when that is not valid. Unset: client certificates are not taken.</summary>
    public string? CaFile { get; set; }

    /// <summary>The common name is the principal when no entry of <see cref="Principals"/> fits. Default false: only listed certificates are known.</summary>
    public bool UseCommonName { get; set; }

    /// <summary>Which certificate is whom.</summary>
    public IList<CertificatePrincipal> Principals { get; init; } = [];

    /// <summary>File with SHA-256 thumbprints of revoked certificates, one a line, "#" begins a comment; read again when it changes, and one with a mistake changes nothing.</summary>
    public string? RevokedFile { get; set; }
}
