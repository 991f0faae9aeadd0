using System.Security.Cryptography.X509Certificates;
using EdrGrpc.IntegrationTests.Support;
using Xunit;

namespace EdrGrpc.IntegrationTests.Authentication;

/// <summary>A gateway that takes client certificates of one authority.</summary>
public sealed class CertificateGateway : IAsyncLifetime
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("edrgrpc-clients-");

    internal ClientCa Ca { get; } = new();

    internal X509Certificate2 Alice { get; private set; } = null!;

    internal GuardedGateway Guarded { get; private set; } = null!;

    internal Gateway Gateway => Guarded.Gateway;

    internal string RevokedFile => Path.Combine(_folder.FullName, "revoked");

    public ValueTask InitializeAsync() => StartAsync();

    internal async ValueTask StartAsync(params (string Name, string? Value)[] more)
    {
        Alice = Ca.Issue("CN=pinned");
        var ca = Path.Combine(_folder.FullName, "ca.pem");
        await File.WriteAllTextAsync(ca, Ca.Pem);
        await File.WriteAllTextAsync(RevokedFile, "# revoked certificates\n\n");
        var settings = new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["Security:ClientCertificates:CaFile"] = ca,
            ["Security:ClientCertificates:RevokedFile"] = RevokedFile,
            ["Security:ClientCertificates:Principals:0:Thumbprint"] = string.Join(':', ClientCa.Thumbprint(Alice).ToLowerInvariant().Chunk(2).Select(pair => new string(pair))),
            ["Security:ClientCertificates:Principals:0:Principal"] = "alice",
            ["Security:ClientCertificates:Principals:1:San"] = "spiffe://example/soar",
            ["Security:ClientCertificates:Principals:1:Principal"] = "bob",
            ["Security:ClientCertificates:Principals:2:San"] = "soar.example",
            ["Security:ClientCertificates:Principals:2:Principal"] = "bob",
            ["Security:ClientCertificates:Principals:3:Subject"] = "CN=soar,O=Example",
            ["Security:ClientCertificates:Principals:3:Principal"] = "bob",
            ["Security:FailedAuthenticationsPerMinute"] = "100000",
            ["Watch:HeartbeatInterval"] = "00:00:00.100",
        };
        foreach (var (name, value) in more)
        {
            settings[name] = value;
        }

        Guarded = await GuardedGateway.StartAsync(Callers.Policy, settings: settings);
    }

    public async ValueTask DisposeAsync()
    {
        await Guarded.DisposeAsync();
        Alice.Dispose();
        Ca.Dispose();
        _folder.Delete(recursive: true);
    }
}
