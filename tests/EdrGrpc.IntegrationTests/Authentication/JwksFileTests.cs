using System.Security.Cryptography;
using EdrGrpc.IntegrationTests.Support;
using EdrGrpc.Server.Settings;
using Grpc.Core;
using Xunit;

namespace EdrGrpc.IntegrationTests.Authentication;

/// <summary>The file with the issuer's keys changes while the gateway runs.</summary>
public sealed class JwksFileTests
{
    [Fact]
    public async Task NewKeys_AreTaken_AndWithdrawnOnesRefused()
    {
        await using var jwt = new JwtGateway();
        await jwt.InitializeAsync();
        using var key = RSA.Create(2048);
        var next = new TokenForge(JwtGateway.Issuer, JwtGateway.Audience, key, "key-2");
        Assert.Equal(StatusCode.Unauthenticated, (await jwt.Gateway.CallAsync(next.Signed()))?.Code);

        await File.WriteAllTextAsync(jwt.JwksFile, TokenForge.Jwks(TokenForge.Jwk(jwt.Forge.Key, "key-1"), TokenForge.Jwk(key, "key-2")), TestContext.Current.CancellationToken);
        await Callers.EventuallyAsync(async () => await jwt.Gateway.CallAsync(next.Signed()) is null);
        Assert.Null(await jwt.Gateway.CallAsync(jwt.Forge.Signed()));

        await File.WriteAllTextAsync(jwt.JwksFile, TokenForge.Jwks(TokenForge.Jwk(key, "key-2")), TestContext.Current.CancellationToken);
        await Callers.EventuallyAsync(async () => (await jwt.Gateway.CallAsync(jwt.Forge.Signed()))?.Code == StatusCode.Unauthenticated);
        Assert.Null(await jwt.Gateway.CallAsync(next.Signed()));
    }

    [Theory]
    [InlineData("{\"keys\":[{\"kty\":\"RSA\",")]
    [InlineData("{\"keys\":[]}")]
    [InlineData("{\"keys\":[{\"kty\":\"oct\",\"k\":\"c2VjcmV0\"}]}")]
    [InlineData("")]
    [InlineData(null)]
    public async Task BrokenFile_ChangesNothing_AndIsTold(string? content)
    {
        await using var jwt = new JwtGateway();
        await jwt.InitializeAsync();

        if (content is null)
        {
            File.Delete(jwt.JwksFile);
        }
        else
        {
            await File.WriteAllTextAsync(jwt.JwksFile, content, TestContext.Current.CancellationToken);
        }

        await Callers.EventuallyAsync(async () =>
        {
            Assert.Null(await jwt.Gateway.CallAsync(jwt.Forge.Signed()));
            return jwt.Gateway.Logs.Lines.Any(line => line.Text.Contains("Security:Jwt:JwksFile", StringComparison.Ordinal) && line.Text.Contains("NOT in force", StringComparison.Ordinal));
        });
    }

    [Theory]
    [InlineData("Security:Jwt:JwksFile")]
    [InlineData("Security:ClientCertificates:CaFile")]
    [InlineData("Security:ClientCertificates:RevokedFile")]
    public async Task BrokenFileAtTheStart_EndsIt_NamingTheSetting(string setting)
    {
        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, "{ nothing of use", TestContext.Current.CancellationToken);
        var settings = new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["Security:Jwt:Issuer"] = JwtGateway.Issuer, ["Security:Jwt:Audience"] = JwtGateway.Audience, [setting] = file,
        };

        var refused = await Assert.ThrowsAsync<SettingsException>(() => GuardedGateway.StartAsync(Callers.Policy, settings: settings));

        Assert.Contains(setting, refused.Message, StringComparison.Ordinal);
        File.Delete(file);
    }
}
