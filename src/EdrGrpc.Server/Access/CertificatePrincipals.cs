using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using EdrGrpc.Server.Settings;
using Microsoft.Extensions.Options;

namespace EdrGrpc.Server.Access;

/// <summary>Client certificates as principals.</summary>
internal sealed class CertificatePrincipals
{
    private const string Section = "Security:ClientCertificates";
    private const int ThumbprintLength = 64;

    private readonly ClientCertificateOptions _options;
    private readonly WatchedFile<HashSet<string>>? _revoked;

    /// <exception cref="SettingsException">An entry or the file of revoked certificates has a mistake: it would never fit, and nobody would notice.</exception>
    public CertificatePrincipals(IOptions<SecurityOptions> security, TimeProvider time, ILogger<CertificatePrincipals> logger)
    {
        _options = security.Value.ClientCertificates;
        var problems = _options.Principals.Select((entry, index) => (Text: Problem(entry), Index: index)).Where(problem => problem.Text is not null)
            .Select(problem => $"{Section}:Principals:{problem.Index}: {problem.Text}").ToList();
        if (problems.Count > 0)
        {
            throw new SettingsException(string.Join(" ", problems));
        }

        if (_options.RevokedFile is { Length: > 0 } path)
        {
            _revoked = new(Section + ":RevokedFile", path, ReadRevoked, time, logger);
        }
    }

    public static byte[] ThumbprintOf(X509Certificate2 certificate) => certificate.GetCertHash(HashAlgorithmName.SHA256);

    public string? Find(X509Certificate2 certificate)
    {
        var thumbprint = Convert.ToHexString(ThumbprintOf(certificate));
        var names = NamesOf(certificate);
        var entry = _options.Principals.FirstOrDefault(entry =>
            entry.Thumbprint is { Length: > 0 } listed ? string.Equals(Plain(listed), thumbprint, StringComparison.OrdinalIgnoreCase)
                : entry.San is { Length: > 0 } san ? names.Contains(san, StringComparer.OrdinalIgnoreCase)
                : entry.Subject is { Length: > 0 } subject && string.Equals(NameOf(subject), NameOf(certificate.SubjectName), StringComparison.Ordinal));
        if (entry is not null)
        {
            return entry.Principal;
        }

        var commonName = certificate.GetNameInfo(X509NameType.SimpleName, forIssuer: false);
        return _options.UseCommonName && PrincipalName.Problem(commonName) is null ? commonName : null;
    }

    public bool IsRevoked(X509Certificate2 certificate) => IsRevoked(ThumbprintOf(certificate));

    public bool IsRevoked(ReadOnlySpan<byte> thumbprint) => _revoked?.Current.Contains(Convert.ToHexString(thumbprint)) == true;

    private static string? Problem(CertificatePrincipal entry)
    {
        if (PrincipalName.Problem(entry.Principal) is { } problem)
        {
            return "Principal: " + problem;
        }

        if (entry.Thumbprint is { Length: > 0 } thumbprint)
        {
            return IsThumbprint(Plain(thumbprint)) ? null : "Thumbprint must be the SHA-256 thumbprint, 64 hexadecimal digits.";
        }

        try
        {
            _ = new X500DistinguishedName(entry.Subject ?? "");
            return string.IsNullOrEmpty(entry.San) && string.IsNullOrEmpty(entry.Subject) ? "One of Thumbprint, San and Subject must be set." : null;
        }
        catch (CryptographicException)
        {
            return "Subject is no distinguished name: write for example CN=soar,O=Example.";
        }
    }

    private static HashSet<string> ReadRevoked(byte[] bytes)
    {
        var lines = Encoding.UTF8.GetString(bytes).Split('\n').Select(Plain).Where(line => line.Length > 0 && line[0] != '#').ToList();
        return lines.Find(line => !IsThumbprint(line)) is { } bad
            ? throw new FormatException($"Line \"{bad}\" is no SHA-256 thumbprint, which is 64 hexadecimal digits.")
            : lines.ToHashSet(StringComparer.OrdinalIgnoreCase);
    }

    // However it is spaced and quoted: as it would be decoded from a certificate.
    private static string NameOf(string subject) => NameOf(new X500DistinguishedName(subject));

    private static string NameOf(X500DistinguishedName subject) => subject.Decode(X500DistinguishedNameFlags.Reversed);

    private static bool IsThumbprint(string text) => text.Length == ThumbprintLength && text.All(char.IsAsciiHexDigit);

    private static List<string> NamesOf(X509Certificate2 certificate)
    {
        var names = certificate.Extensions.OfType<X509SubjectAlternativeNameExtension>().SelectMany(extension => extension.EnumerateDnsNames()).ToList();
        names.AddRange(((X509NameType[])[X509NameType.EmailName, X509NameType.UrlName]).Select(type => certificate.GetNameInfo(type, forIssuer: false)).Where(name => name.Length > 0));
        return names;
    }

    private static string Plain(string thumbprint) => thumbprint.Replace(":", "", StringComparison.Ordinal).Trim();
}
