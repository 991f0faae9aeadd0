using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using EdrGrpc.Contract.V1;
using Grpc.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Xunit;

namespace EdrGrpc.Client.Tests;

/// <summary>Trust, client certificate, token and retries over real TLS, against a server that answers every call the same.</summary>
public sealed class TlsTests : IAsyncLifetime
{
    private static CancellationToken None => TestContext.Current.CancellationToken;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("edrgrpc-client-");
    private readonly List<(string? Authorization, string? Certificate)> _calls = [];
    private readonly WebApplication _server;
    private int _unavailable;

    public TlsTests()
    {
        var certificate = Create("server");
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel => kestrel.Listen(System.Net.IPAddress.Loopback, 0, listen =>
        {
            listen.Protocols = HttpProtocols.Http2;
            listen.UseHttps(certificate, https =>
            {
                https.ClientCertificateMode = ClientCertificateMode.AllowCertificate;
                https.AllowAnyClientCertificate();
            });
        }));
        _server = builder.Build();
        _server.Run(context =>
        {
            _calls.Add((context.Request.Headers.Authorization, context.Connection.ClientCertificate?.Subject));
            context.Response.ContentType = "application/grpc";
            context.Response.Headers["grpc-status"] = ((int)(_unavailable-- > 0 ? StatusCode.Unavailable : StatusCode.Unimplemented)).ToString();
            return Task.CompletedTask;
        });
    }

    public async ValueTask InitializeAsync() => await _server.StartAsync(None);

    [Fact]
    public async Task Call_WithAuthorityCertificateAndToken_ArrivesWithAllOfThem()
    {
        Create("caller");
        using var services = new ServiceCollection().AddEdrResponseClient(options =>
        {
            options.Address = Address();
            options.CaCertificateFile = FileOf("server.pem");
            options.ClientCertificateFile = FileOf("caller.pem");
            options.ClientKeyFile = FileOf("caller.key");
            options.TokenProvider = _ => Task.FromResult("token-1");
        }).BuildServiceProvider();

        Assert.Equal(StatusCode.Unimplemented, await StatusAsync(services.GetRequiredService<EdrResponseClient>()));
        Assert.Equal(("Bearer token-1", "CN=caller"), Assert.Single(_calls));
    }

    [Fact]
    public async Task Call_AuthorityIsNotTrusted_DoesNotArrive()
    {
        using var client = new EdrResponseClient(new EdrResponseClientOptions { Address = Address(), MaxAttempts = 1 });
        Assert.NotEqual(StatusCode.Unimplemented, await StatusAsync(client));
        Assert.Empty(_calls);
    }

    [Fact]
    public async Task Submit_GatewayUnavailableAtFirst_IsRepeated()
    {
        _unavailable = 2;
        using var client = new EdrResponseClient(new EdrResponseClientOptions { Address = Address(), CaCertificateFile = FileOf("server.pem") });
        Assert.Equal(StatusCode.Unimplemented, await StatusAsync(client));
        Assert.Equal(3, _calls.Count);
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    private static async Task<StatusCode> StatusAsync(EdrResponseClient client) =>
        (await Assert.ThrowsAsync<EdrResponseException>(() => client.SubmitAsync(new SubmitRequest(), None))).StatusCode;

    private string Address() => _server.Urls.First();

    private string FileOf(string name) => Path.Combine(_folder.FullName, name);

    private X509Certificate2 Create(string name)
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: false, 0, critical: true));
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(System.Net.IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        var now = TimeProvider.System.GetUtcNow();
        using var certificate = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
        File.WriteAllText(FileOf(name + ".pem"), certificate.ExportCertificatePem());
        File.WriteAllText(FileOf(name + ".key"), key.ExportPkcs8PrivateKeyPem());
        return X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pkcs12), password: null);
    }
}
