using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using EdrGrpc.Server.Settings;

namespace EdrGrpc.Server.Hosting;

/// <summary>
/// The certificate of Kestrel:Certificates:Default, read again when its file changes: new connections get the new one, without a restart. The
/// intermediate certificates that stand in the file are sent with it.
/// </summary>
internal sealed class ServerCertificate(IConfiguration configuration, TimeProvider time, ILogger<ServerCertificate> logger)
{
    private const string Section = "Kestrel:Certificates:Default";

    private readonly WatchedFile<SslStreamCertificateContext> _file = new(
        Section + ":Path", configuration[Section + ":Path"]!, bytes => Read(bytes, configuration.GetSection(Section)), time, logger);

    /// <summary>The certificate as it is now.</summary>
    public SslStreamCertificateContext Current => _file.Current;

    public static bool IsConfigured(IConfiguration configuration) => !string.IsNullOrEmpty(configuration[Section + ":Path"]);

    /// <summary>The certificate with its key, and whatever else stands in the file.</summary>
    public static (X509Certificate2 Own, X509Certificate2Collection All) Load(byte[] bytes, string path, string? keyPath, string? password)
    {
        var all = new X509Certificate2Collection();
        if (string.IsNullOrEmpty(keyPath) && !Path.GetExtension(path).Equals(".pem", StringComparison.OrdinalIgnoreCase))
        {
            all = X509CertificateLoader.LoadPkcs12Collection(bytes, password);
            return (all.FirstOrDefault(certificate => certificate.HasPrivateKey) ?? throw new FormatException("It holds no private key."), all);
        }

        var text = Encoding.UTF8.GetString(bytes);
        var key = string.IsNullOrEmpty(keyPath) ? text : File.ReadAllText(keyPath);
        using var pem = string.IsNullOrEmpty(password) ? X509Certificate2.CreateFromPem(text, key) : X509Certificate2.CreateFromEncryptedPem(text, key, password);
        all.ImportFromPem(text);

        // A key from PEM does not last for TLS on every platform; one from PKCS #12 does.
        return (X509CertificateLoader.LoadPkcs12(pem.Export(X509ContentType.Pkcs12), null), all);
    }

    private static SslStreamCertificateContext Read(byte[] bytes, IConfigurationSection section)
    {
        var (own, all) = Load(bytes, section["Path"]!, section["KeyPath"], section["Password"]);
        return SslStreamCertificateContext.Create(own, all, offline: true);
    }
}
