using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace EdrGrpc.IntegrationTests.Support;

/// <summary>A self-signed server certificate for 127.0.0.1, and clients that trust exactly it.</summary>
internal sealed class TestCertificate : IDisposable
{
    /// <summary>Password of <see cref="PfxPath"/>.</summary>
    public const string PfxPassword = "test";

    private readonly X509Certificate2 _certificate;

    public TestCertificate(string folder)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=edrgrpc-test", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        names.AddIpAddress(IPAddress.IPv6Loopback);
        names.AddDnsName("localhost");
        request.CertificateExtensions.Add(names.Build());
        var now = TimeProvider.System.GetUtcNow();
        _certificate = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(2));
        PemPath = Path.Combine(folder, "gateway-ca.pem");
        File.WriteAllText(PemPath, Pem);
        PfxPath = Path.Combine(folder, "gateway.pfx");
        File.WriteAllBytes(PfxPath, _certificate.Export(X509ContentType.Pfx, PfxPassword));
    }

    public string PfxPath { get; }

    /// <summary>The certificate alone, for programs that trust it.</summary>
    public string PemPath { get; }

    /// <summary>The certificate, for clients of other languages to trust.</summary>
    public string Pem => _certificate.ExportCertificatePem();

    public SocketsHttpHandler CreateHandler() => new()
    {
        EnableMultipleHttp2Connections = true,
        SslOptions =
        {
            RemoteCertificateValidationCallback = (_, presented, _, _) => presented?.GetCertHashString() == _certificate.GetCertHashString(),
        },
    };

    public void Dispose() => _certificate.Dispose();
}
