using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace EdrGrpc.IntegrationTests.Replicas;

/// <summary>A private authority that issues certificates to replicas.</summary>
internal sealed class TestAuthority : IDisposable
{
    private readonly X509Certificate2 _authority;
    private readonly string _folder;
    private int _issued;

    public TestAuthority(string folder, string name)
    {
        _folder = folder;
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: false, 0, critical: true));
        var now = TimeProvider.System.GetUtcNow();
        _authority = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(2));
        CaFile = Path.Combine(folder, name + "-ca.pem");
        File.WriteAllText(CaFile, _authority.ExportCertificatePem());
    }

    public string CaFile { get; }

    /// <summary>A certificate with its key in one PEM file.</summary>
    public (string File, string Thumbprint) Issue(string dnsName)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=replica", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(dnsName);
        request.CertificateExtensions.Add(names.Build());
        var now = TimeProvider.System.GetUtcNow();
        using var certificate = request.Create(_authority, now.AddHours(-1), now.AddDays(1), RandomNumberGenerator.GetBytes(8));
        var file = Path.Combine(_folder, $"{Path.GetFileNameWithoutExtension(CaFile)}-{_issued++}.pem");
        File.WriteAllText(file, certificate.ExportCertificatePem() + "\n" + key.ExportPkcs8PrivateKeyPem() + "\n");
        return (file, certificate.GetCertHashString(HashAlgorithmName.SHA256));
    }

    public void Dispose() => _authority.Dispose();
}
