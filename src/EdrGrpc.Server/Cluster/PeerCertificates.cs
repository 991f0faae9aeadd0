using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using EdrGrpc.Server.Hosting;
using EdrGrpc.Server.Settings;

namespace EdrGrpc.Server.Cluster;

/// <summary>This replica's certificate, and which certificates of others it takes: pinned ones, or those of the authority that hold the agreed name.</summary>
internal sealed class PeerCertificates(WatchedFile<X509Certificate2> own, IReadOnlySet<string> thumbprints, X509Certificate2Collection authorities, string peerName)
{
    /// <summary>Name asked for in TLS, where a peer needs one.</summary>
    public string PeerName => peerName.Length > 0 ? peerName : "edrgrpc";

    public X509Certificate2 Own => own.Current;

    /// <summary>Reads the files that the options name; null if they name none.</summary>
    /// <exception cref="SettingsException">They cannot be read, or something is missing.</exception>
    public static PeerCertificates? Open(ReplicaOptions options, TimeProvider time, ILogger logger)
    {
        if (string.IsNullOrEmpty(options.CertificateFile))
        {
            return null;
        }

        var thumbprints = options.PeerThumbprints.Select(Normal).ToHashSet(StringComparer.Ordinal);
        if (thumbprints.FirstOrDefault(text => text.Length != 64 || !text.All(char.IsAsciiHexDigitUpper)) is { } bad)
        {
            throw new SettingsException($"Cluster:PeerThumbprints: '{bad}' is no SHA-256 thumbprint (64 hexadecimal digits).");
        }

        var authorities = new X509Certificate2Collection();
        if (!string.IsNullOrEmpty(options.CaFile))
        {
            try
            {
                authorities.ImportFromPemFile(options.CaFile);
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or CryptographicException)
            {
                throw new SettingsException($"Cluster:CaFile {options.CaFile} cannot be read: {exception.Message}", exception);
            }

            if (authorities.Count == 0)
            {
                throw new SettingsException($"Cluster:CaFile {options.CaFile} holds no certificate (PEM).");
            }

            if (string.IsNullOrWhiteSpace(options.PeerName))
            {
                throw new SettingsException("Cluster:PeerName is not set: set it to a DNS name that the certificate of every replica holds, so that nothing else which the authority signed is taken for a replica.");
            }
        }

        if (authorities.Count == 0 && thumbprints.Count == 0)
        {
            throw new SettingsException("Cluster:CertificateFile is set, but nothing says whom to trust: set Cluster:CaFile with Cluster:PeerName, or Cluster:PeerThumbprints.");
        }

        var own = new WatchedFile<X509Certificate2>(
            "Cluster:CertificateFile",
            options.CertificateFile,
            bytes => ServerCertificate.Load(bytes, options.CertificateFile, options.CertificateKeyFile, options.CertificatePassword).Own,
            time,
            logger);
        return own.Current.HasPrivateKey
            ? new PeerCertificates(own, thumbprints, authorities, options.PeerName ?? "")
            : throw new SettingsException($"Cluster:CertificateFile {options.CertificateFile} has no private key: set Cluster:CertificateKeyFile.");
    }

    /// <summary>Whether a replica may come with this certificate.</summary>
    public bool IsTrusted(X509Certificate2 certificate)
    {
        if (thumbprints.Contains(certificate.GetCertHashString(HashAlgorithmName.SHA256)))
        {
            return true;
        }

        if (authorities.Count == 0 || !certificate.MatchesHostname(peerName, allowWildcards: false, allowCommonName: false))
        {
            return false;
        }

        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.AddRange(authorities);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.DisableCertificateDownloads = true;
        return chain.Build(certificate);
    }

    private static string Normal(string thumbprint) => thumbprint.Replace(":", "", StringComparison.Ordinal).Trim().ToUpperInvariant();
}
