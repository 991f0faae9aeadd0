using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace EdrGrpc.IntegrationTests.Authentication;

/// <summary>An authority for client certificates.</summary>
internal sealed class ClientCa : IDisposable
{
    public const string ClientUse = "1.3.6.1.5.5.7.3.2";
    public const string ServerUse = "1.3.6.1.5.5.7.3.1";

    private readonly X509Certificate2 _root;

    public ClientCa(string name = "CN=client authority")
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest(name, key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: false, 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, critical: true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, critical: false));
        var now = TimeProvider.System.GetUtcNow();
        _root = Lasting(request.CreateSelfSigned(now.AddDays(-30), now.AddDays(30)));
    }

    public string Pem => _root.ExportCertificatePem();

    /// <summary>A certificate of this authority.</summary>
    public X509Certificate2 Issue(string subject, Action<SubjectAlternativeNameBuilder>? names = null, string? use = ClientUse, TimeSpan? from = null, TimeSpan? until = null) =>
        Issue(_root, subject, names, use, from, until);

    /// <summary>A certificate that a mere client certificate signed.</summary>
    public static X509Certificate2 IssueBy(X509Certificate2 issuer, string subject) => Issue(issuer, subject, null, ClientUse, null, null);

    /// <summary>A certificate that nobody else signed.</summary>
    public static X509Certificate2 SelfSigned(string subject)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var now = TimeProvider.System.GetUtcNow();
        return Lasting(Request(subject, key, null, ClientUse).CreateSelfSigned(now.AddDays(-1), now.AddDays(1)));
    }

    public static string Thumbprint(X509Certificate2 certificate) => certificate.GetCertHashString(HashAlgorithmName.SHA256);

    public void Dispose() => _root.Dispose();

    private static X509Certificate2 Issue(
        X509Certificate2 issuer, string subject, Action<SubjectAlternativeNameBuilder>? names, string? use, TimeSpan? from, TimeSpan? until)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var now = TimeProvider.System.GetUtcNow();
        using var issuerKey = issuer.GetECDsaPrivateKey()!;
        var generator = X509SignatureGenerator.CreateForECDsa(issuerKey);
        using var issued = Request(subject, key, names, use).Create(
            issuer.SubjectName, generator, now + (from ?? TimeSpan.FromDays(-1)), now + (until ?? TimeSpan.FromDays(1)), RandomNumberGenerator.GetBytes(8));
        return Lasting(issued.CopyWithPrivateKey(key));
    }

    private static CertificateRequest Request(string subject, ECDsa key, Action<SubjectAlternativeNameBuilder>? names, string? use)
    {
        var request = new CertificateRequest(subject, key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, critical: true));
        if (use is not null)
        {
            request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(use)], critical: false));
        }

        if (names is not null)
        {
            var builder = new SubjectAlternativeNameBuilder();
            names(builder);
            request.CertificateExtensions.Add(builder.Build());
        }

        return request;
    }

    // A key of the moment does not last for TLS; one from PKCS #12 does.
    private static X509Certificate2 Lasting(X509Certificate2 certificate)
    {
        using (certificate)
        {
            return X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pkcs12), null, X509KeyStorageFlags.Exportable);
        }
    }
}
