using System.Security.Cryptography;
using EdrGrpc.IntegrationTests.Support;
using Xunit;

namespace EdrGrpc.IntegrationTests.Authentication;

/// <summary>A gateway that takes tokens of an issuer whose keys stand in a file.</summary>
public sealed class JwtGateway : IAsyncLifetime
{
    internal const string Issuer = "https://issuer.example";
    internal const string Audience = "edrgrpc";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("edrgrpc-jwks-");
    private readonly RSA _key = RSA.Create(2048);
    private GuardedGateway _guarded = null!;

    public JwtGateway() => Forge = new TokenForge(Issuer, Audience, _key, "key-1");

    internal TokenForge Forge { get; }

    internal Gateway Gateway => _guarded.Gateway;

    internal GuardedGateway Guarded => _guarded;

    internal string JwksFile => Path.Combine(_folder.FullName, "jwks.json");

    public async ValueTask InitializeAsync()
    {
        await File.WriteAllTextAsync(JwksFile, TokenForge.Jwks(TokenForge.Jwk(_key, Forge.KeyId)));
        _guarded = await GuardedGateway.StartAsync(Callers.Policy, settings: new(StringComparer.Ordinal)
        {
            ["Security:Jwt:JwksFile"] = JwksFile,
            ["Security:Jwt:Issuer"] = Issuer,
            ["Security:Jwt:Audience"] = Audience,
            ["Security:FailedAuthenticationsPerMinute"] = "100000",
            ["Watch:HeartbeatInterval"] = "00:00:00.100",
        });
    }

    public async ValueTask DisposeAsync()
    {
        await _guarded.DisposeAsync();
        _key.Dispose();
        _folder.Delete(recursive: true);
    }
}
