using System.Net.Http;
#if NET8_0_OR_GREATER
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
#endif
using EdrGrpc.Contract.V1;
using Grpc.Core;
using Grpc.Net.Client;
using Grpc.Net.Client.Configuration;

namespace EdrGrpc.Client;

/// <summary>Makes the channel: trust, credentials, retries.</summary>
internal static class ChannelFactory
{
    public static GrpcChannel Create(EdrResponseClientOptions options)
    {
        if (options.Problem() is { } problem)
        {
            throw new ArgumentException(problem, nameof(options));
        }

        var channel = new GrpcChannelOptions { ServiceConfig = new ServiceConfig() };
        if (options.MaxAttempts > 1)
        {
            channel.ServiceConfig.MethodConfigs.Add(Retries(options.MaxAttempts));
        }

        if (options.TokenProvider is { } provider)
        {
            channel.Credentials = ChannelCredentials.Create(
                ChannelCredentials.SecureSsl,
                CallCredentials.FromInterceptor(async (context, metadata) =>
                    metadata.Add("authorization", "Bearer " + await provider(context.CancellationToken).ConfigureAwait(false))));
        }

        if (CreateHandler(options) is { } handler)
        {
            channel.HttpHandler = handler;
            channel.DisposeHttpClient = true;
        }

        options.ConfigureChannel?.Invoke(channel);
        return GrpcChannel.ForAddress(options.Address, channel);
    }

    // Repeating is safe for every call of the contract, because every submit of this client carries a request_id.
    private static MethodConfig Retries(int attempts) => new()
    {
        Names = { new MethodName { Service = ResponseService.Descriptor.FullName }, new MethodName { Service = KscService.Descriptor.FullName } },
        RetryPolicy = new RetryPolicy
        {
            MaxAttempts = attempts,
            InitialBackoff = TimeSpan.FromMilliseconds(200),
            MaxBackoff = TimeSpan.FromSeconds(5),
            BackoffMultiplier = 2,
            RetryableStatusCodes = { StatusCode.Unavailable },
        },
    };

#if NET8_0_OR_GREATER
    private static SocketsHttpHandler CreateHandler(EdrResponseClientOptions options)
    {
        var tls = new SslClientAuthenticationOptions();
        if (options.CaCertificateFile is { } authority)
        {
            var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
            policy.CustomTrustStore.ImportFromPemFile(authority);
            tls.CertificateChainPolicy = policy;
        }

        if (options.ClientCertificateFile is { } certificate)
        {
            using var pem = X509Certificate2.CreateFromPemFile(certificate, options.ClientKeyFile);
            tls.ClientCertificates = [Persisted(pem)];
        }

        // Pings keep NATs open and find dead connections within seconds; a stream that breaks is resumed.
        return new SocketsHttpHandler
        {
            SslOptions = tls,
            EnableMultipleHttp2Connections = true,
            KeepAlivePingDelay = TimeSpan.FromSeconds(20),
            KeepAlivePingTimeout = TimeSpan.FromSeconds(10),
        };
    }

    // Windows' TLS cannot use a key that only lives in memory as PEM left it.
    private static X509Certificate2 Persisted(X509Certificate2 pem) =>
#if NET9_0_OR_GREATER
        X509CertificateLoader.LoadPkcs12(pem.Export(X509ContentType.Pkcs12), password: null);
#else
        new(pem.Export(X509ContentType.Pkcs12));
#endif
#else
    private static HttpMessageHandler? CreateHandler(EdrResponseClientOptions options) =>
        options.CaCertificateFile is null && options.ClientCertificateFile is null
            ? null
            : throw new NotSupportedException("Certificates from files need .NET 8 or later. On .NET Framework set ConfigureChannel to give a WinHttpHandler with them.");
#endif
}
