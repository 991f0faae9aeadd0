using Orleans.Connections.Security;

namespace EdrGrpc.Server.Cluster;

/// <summary>TLS between replicas, with a certificate on both sides.</summary>
internal static class ReplicaTls
{
    public static void Use(ISiloBuilder silo, PeerCertificates certificates) => silo.UseTls(tls =>
    {
        tls.LocalCertificate = certificates.Own;
        tls.LocalServerCertificateSelector = (_, _) => certificates.Own;
        tls.LocalClientCertificateSelector = (_, _, _, _, _) => certificates.Own;
        tls.RemoteCertificateMode = RemoteCertificateMode.RequireCertificate;
        tls.ClientCertificateMode = RemoteCertificateMode.RequireCertificate;
        tls.RemoteCertificateValidation = (certificate, _, _) => certificate is not null && certificates.IsTrusted(certificate);
        tls.OnAuthenticateAsClient = (_, options) => options.TargetHost = certificates.PeerName;
    });
}
