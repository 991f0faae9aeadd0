using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace EdrGrpc.IntegrationTests.Authentication;

/// <summary>Certificates for a server on 127.0.0.1: an authority, an intermediate one, and any number of servers' below it.</summary>
internal sealed class ServerIdentity : IDisposable
{
    private readonly X509Certificate2 _root;
    private readonly X509Certificate2 _intermediate;

    public ServerIdentity()
    {
        var now = TimeProvider.System.GetUtcNow();
        using (var key = ECDsa.Create(ECCurve.NamedCurves.nistP256))
        {
            _root = Authority("CN=root", key).CreateSelfSigned(now.AddDays(-3), now.AddDays(30));
        }

        using (var key = ECDsa.Create(ECCurve.NamedCurves.nistP256))
        using (var issued = Authority("CN=intermediate", key).Create(_root, now.AddDays(-2), now.AddDays(20), [1]))
        {
            _intermediate = issued.CopyWithPrivateKey(key);
        }
    }

    public X509Certificate2 Root => _root;

    /// <summary>A new certificate with its chain, and its key: PEM. The thumbprint tells it from others.</summary>
    public (string Chain, string Key, string Thumbprint) Issue()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=127.0.0.1", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        var now = TimeProvider.System.GetUtcNow();
        using var issued = request.Create(_intermediate, now.AddDays(-1), now.AddDays(10), RandomNumberGenerator.GetBytes(8));
        return (issued.ExportCertificatePem() + "\n" + _intermediate.ExportCertificatePem() + "\n", key.ExportPkcs8PrivateKeyPem(), issued.Thumbprint);
    }

    public void Dispose()
    {
        _root.Dispose();
        _intermediate.Dispose();
    }

    private static CertificateRequest Authority(string name, ECDsa key)
    {
        var request = new CertificateRequest(name, key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, false, 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign, critical: true));
        return request;
    }
}
