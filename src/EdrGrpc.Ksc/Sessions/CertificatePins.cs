using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace EdrGrpc.Ksc;

/// <summary>Reads the file an administrator took from KSC: DER, or PEM with one or more certificates (old and new during a renewal).</summary>
internal static class CertificatePins
{
    /// <summary>SHA-256 of each certificate, upper-case hex.</summary>
    public static IReadOnlyList<string> Read(string path)
    {
        var bytes = File.ReadAllBytes(path);
        var certificates = new X509Certificate2Collection();
        if (bytes.AsSpan().IndexOf("-----BEGIN CERTIFICATE-----"u8) >= 0)
        {
            certificates.ImportFromPem(Encoding.UTF8.GetString(bytes));
        }
        else
        {
            certificates.Add(X509CertificateLoader.LoadCertificate(bytes));
        }

        var fingerprints = certificates.Select(certificate => Convert.ToHexString(SHA256.HashData(certificate.RawDataMemory.Span))).ToArray();
        foreach (var certificate in certificates)
        {
            certificate.Dispose();
        }

        return fingerprints;
    }
}
