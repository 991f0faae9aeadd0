using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace EdrGrpc.Ksc;

/// <summary>Decides on the server's certificate (ksc-openapi.md 1.5) and remembers why it said no, as the handler hides the reason.</summary>
internal sealed class CertificateCheck(KscConnectionOptions options)
{
    private KscCertificateException? _failure;

    /// <summary>The reason of the last refusal, once.</summary>
    public KscCertificateException? TakeFailure() => Interlocked.Exchange(ref _failure, value: null);

    public bool Validate(object sender, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        Volatile.Write(ref _failure, value: null);
        if (options.IsCertificateUnchecked)
        {
            return true;
        }

        var presented = certificate is null ? null : Convert.ToHexString(SHA256.HashData(certificate.GetRawCertData()));
        var failure = options.CertificatePin is { Length: > 0 } path ? CheckPin(path, presented) : CheckTrust(errors, presented);
        Volatile.Write(ref _failure, failure);
        return failure is null;
    }

    private KscCertificateException? CheckPin(string path, string? presented)
    {
        IReadOnlyList<string> expected;
        try
        {
            // Read at each handshake: replacing the file is enough when KSC gets a new certificate.
            expected = CertificatePins.Read(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or CryptographicException)
        {
            return new($"The certificate file of KSC cannot be read ({e.GetType().Name}). Check {options.CertificateSettingName}.", expected: null, presented, e);
        }

        // The whole certificate is compared; a name that differs from the address is normal (ksc-openapi.md 1.5).
        return presented is not null && expected.Contains(presented, StringComparer.Ordinal)
            ? null
            : new(
                $"The certificate of KSC at {options.Address} is not the configured one. Expected SHA-256 {string.Join(" or ", expected)}, presented {presented ?? "none"}. "
                + $"If the certificate of KSC was renewed, change {options.CertificateSettingName}.",
                string.Join(" or ", expected),
                presented);
    }

    private KscCertificateException? CheckTrust(SslPolicyErrors errors, string? presented) =>
        errors == SslPolicyErrors.None
            ? null
            : new(
                $"The certificate of KSC at {options.Address} is not trusted by this system ({errors}). Expected one the system trusts, presented SHA-256 {presented ?? "none"}. "
                + $"Put the path of KSC's certificate into {options.CertificateSettingName}.",
                expected: null,
                presented);
}
