using System.Net;
using System.Net.Http;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace EdrGrpc.Conformance;

/// <summary>A self-signed certificate for 127.0.0.1 that the clients trust, and no other.</summary>
internal sealed class ServerCertificate
{
    public ServerCertificate(string folder)
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=edrgrpc-conformance", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        names.AddDnsName("localhost");
        request.CertificateExtensions.Add(names.Build());

        // Some TLS libraries trust a certificate given as an authority only if it says that it is one.
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: false, 0, critical: true));
        var now = TimeProvider.System.GetUtcNow();
        using var certificate = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(2));
        CertificateFile = Path.Combine(folder, "server.pem");
        File.WriteAllText(CertificateFile, certificate.ExportCertificatePem());
        KeyFile = Path.Combine(folder, "server.key");
        File.WriteAllText(KeyFile, key.ExportPkcs8PrivateKeyPem());
    }

    /// <summary>A handler that takes this certificate and no other.</summary>
    public SocketsHttpHandler CreateHandler()
    {
        var expected = X509CertificateLoader.LoadCertificateFromFile(CertificateFile).GetCertHashString();
        return new SocketsHttpHandler { SslOptions = { RemoteCertificateValidationCallback = (_, presented, _, _) => presented?.GetCertHashString() == expected } };
    }

    /// <summary>PEM, for the server to present and for clients to trust.</summary>
    public string CertificateFile { get; }

    /// <summary>PEM of its key.</summary>
    public string KeyFile { get; }
}
