using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using EdrGrpc.Cli.Settings;

namespace EdrGrpc.Cli.Connection;

/// <summary>TLS as the settings want it: whom to trust, and who the caller is.</summary>
internal static class TrustedCertificates
{
    public static SslClientAuthenticationOptions Options(ConnectionSettings settings)
    {
        var options = new SslClientAuthenticationOptions();
        if (settings.CaFile is { } file)
        {
            var trusted = new X509Certificate2Collection();
            Read("CA file", file, () => trusted.ImportFromPemFile(file));
            if (trusted.Count == 0)
            {
                throw CliException.Usage($"The CA file {file} holds no certificate in PEM form.");
            }

            options.CertificateChainPolicy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
            options.CertificateChainPolicy.CustomTrustStore.AddRange(trusted);
        }

        if (settings.ClientCertificate is { } certificate)
        {
            options.ClientCertificates = [];
            Read("client certificate", certificate, () => options.ClientCertificates.Add(X509Certificate2.CreateFromPemFile(certificate, settings.ClientKey)));
        }
        else if (settings.ClientKey is not null)
        {
            throw CliException.Usage("A client key is set without a client certificate: add --client-cert.");
        }

        return options;
    }

    private static void Read(string what, string file, Action read)
    {
        try
        {
            read();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or CryptographicException)
        {
            throw CliException.Usage($"The {what} {file} cannot be used: {exception.Message}");
        }
    }
}
