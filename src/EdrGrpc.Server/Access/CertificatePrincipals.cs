using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using EdrGrpc.Server.Settings;

namespace EdrGrpc.Server.Access;

/// <summary>Client certificates as principals.</summary>
internal sealed class CertificatePrincipals(ClientCertificateOptions options)
{
    private readonly Lock _lock = new();
    private DateTime _writtenAt;
    private HashSet<string> _revoked = new(StringComparer.OrdinalIgnoreCase);

    public static byte[] ThumbprintOf(X509Certificate2 certificate) => certificate.GetCertHash(HashAlgorithmName.SHA256);

    public string? Find(X509Certificate2 certificate)
    {
        var thumbprint = Convert.ToHexString(ThumbprintOf(certificate));
        var names = NamesOf(certificate);
        var entry = options.Principals.FirstOrDefault(entry =>
            entry.Thumbprint is { Length: > 0 } listed ? string.Equals(Plain(listed), thumbprint, StringComparison.OrdinalIgnoreCase)
                : entry.San is { Length: > 0 } san ? names.Contains(san, StringComparer.OrdinalIgnoreCase)
                : entry.Subject is { Length: > 0 } subject && string.Equals(subject, certificate.Subject, StringComparison.Ordinal));
        if (entry is not null)
        {
            return entry.Principal;
        }

        var commonName = certificate.GetNameInfo(X509NameType.SimpleName, forIssuer: false);
        return options.UseCommonName && commonName.Length > 0 ? commonName : null;
    }

    public bool IsRevoked(X509Certificate2 certificate) => IsRevoked(ThumbprintOf(certificate));

    public bool IsRevoked(ReadOnlySpan<byte> thumbprint)
    {
        if (string.IsNullOrEmpty(options.RevokedFile))
        {
            return false;
        }

        lock (_lock)
        {
            var writtenAt = File.GetLastWriteTimeUtc(options.RevokedFile);
            if (writtenAt != _writtenAt)
            {
                _revoked = File.ReadLines(options.RevokedFile).Select(Plain).Where(line => line.Length > 0).ToHashSet(StringComparer.OrdinalIgnoreCase);
                _writtenAt = writtenAt;
            }

            return _revoked.Contains(Convert.ToHexString(thumbprint));
        }
    }

    private static List<string> NamesOf(X509Certificate2 certificate)
    {
        var names = certificate.Extensions.OfType<X509SubjectAlternativeNameExtension>().SelectMany(extension => extension.EnumerateDnsNames()).ToList();
        names.AddRange(((X509NameType[])[X509NameType.EmailName, X509NameType.UrlName]).Select(type => certificate.GetNameInfo(type, forIssuer: false)).Where(name => name.Length > 0));
        return names;
    }

    private static string Plain(string thumbprint) => thumbprint.Replace(":", "", StringComparison.Ordinal).Trim();
}
