using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using EdrGrpc.IntegrationTests.Hostile;
using EdrGrpc.IntegrationTests.Support;
using Grpc.Core;
using Microsoft.AspNetCore.WebUtilities;
using Xunit;

namespace EdrGrpc.IntegrationTests.Authentication;

/// <summary>Tokens that the issuer did not make, did not make for us, or not for now.</summary>
public sealed class JwtForgeryTests(JwtGateway jwt) : IClassFixture<JwtGateway>
{
    private const string Http = "http://127.0.0.1:";
    private static readonly RSA Foreign = RSA.Create(2048);

    private static readonly Dictionary<string, Func<TokenForge, string>> Forgeries = new(StringComparer.Ordinal)
    {
        ["expired"] = forge => forge.Signed(("exp", TokenForge.At(TimeSpan.FromMinutes(-1)))),
        ["without an end"] = forge => forge.Signed(("exp", null)),
        ["with an end that is no number"] = forge => forge.Signed(("exp", "tomorrow")),
        ["not valid yet"] = forge => forge.Signed(("nbf", TokenForge.At(TimeSpan.FromMinutes(2))), ("exp", TokenForge.At(TimeSpan.FromMinutes(5)))),
        ["for another audience"] = forge => forge.Signed(("aud", "mail")),
        ["for a longer audience"] = forge => forge.Signed(("aud", JwtGateway.Audience + ".evil.example")),
        ["without an audience"] = forge => forge.Signed(("aud", null)),
        ["of another issuer"] = forge => forge.Signed(("iss", "https://evil.example")),
        ["of an issuer with a longer name"] = forge => forge.Signed(("iss", JwtGateway.Issuer + ".evil.example")),
        ["without an issuer"] = forge => forge.Signed(("iss", null)),
        ["signed with a foreign key under our key id"] = forge => TokenForge.Compose(forge.Header(), forge.Claims(), text => TokenForge.SignWith(Foreign, text)),
        ["signed with a foreign key without a key id"] = forge => TokenForge.Compose(forge.Header(("kid", null)), forge.Claims(), text => TokenForge.SignWith(Foreign, text)),
        ["with an unknown key id"] = forge => TokenForge.Compose(forge.Header(("kid", "key-2")), forge.Claims(), forge.Sign),
        ["with a path as key id"] = forge => TokenForge.Compose(forge.Header(("kid", "../../../dev/null")), forge.Claims(), _ => []),
        ["with another payload under its signature"] = forge => Swapped(forge.Signed(("sub", "mallory")), forge.Signed()),
        ["without its signature"] = forge => forge.Signed()[..(forge.Signed().LastIndexOf('.') + 1)],
        ["with half its signature"] = forge => forge.Signed()[..^100],
        ["alg none"] = forge => TokenForge.Compose(forge.Header(("alg", "none")), forge.Claims(), _ => []),
        ["alg None without a key id"] = forge => TokenForge.Compose(forge.Header(("alg", "None"), ("kid", null)), forge.Claims(), _ => []),
        ["without an alg"] = forge => TokenForge.Compose(forge.Header(("alg", null)), forge.Claims(), forge.Sign),
        ["HS256 with the public key in PEM"] = forge => Hmac(forge, Encoding.ASCII.GetBytes(forge.Key.ExportSubjectPublicKeyInfoPem())),
        ["HS256 with the public key in DER"] = forge => Hmac(forge, forge.Key.ExportSubjectPublicKeyInfo()),
        ["HS256 with the modulus"] = forge => Hmac(forge, forge.Key.ExportParameters(false).Modulus!),
        ["with its own key in the header (jwk)"] = forge => Foreigner(forge, ("jwk", TokenForge.Jwk(Foreign, "key-1"))),
        ["with its own certificate in the header (x5c)"] = forge => Foreigner(forge, ("x5c", new[] { OwnCertificate() })),
        ["encrypted to nobody"] = _ => WebEncoders.Base64UrlEncode("""{"alg":"dir","enc":"A256GCM"}"""u8.ToArray()) + "..AAAA.AAAA.AAAA",
        ["nothing"] = _ => "",
        ["dots"] = _ => "..",
        ["not base64"] = _ => "%%%.%%%.%%%",
        ["deep JSON"] = forge => TokenForge.Compose(forge.Header(), forge.Claims(("x", Deep(60))), text => TokenForge.SignWith(Foreign, text)),
    };

    public static TheoryData<string> Names => [.. Forgeries.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task TokenThatIs_IsRefused_AndTellsNothing(string forgery)
    {
        Assert.Null(await jwt.Gateway.CallAsync(jwt.Forge.Signed()));

        var refusal = await jwt.Gateway.CallAsync(Forgeries[forgery](jwt.Forge));

        Assert.NotNull(refusal);
        Assert.Equal((StatusCode.Unauthenticated, "UNAUTHENTICATED"), (refusal.Code, refusal.Reason));

        // The reason is in our log, not in the answer: it is the same for all.
        Assert.Equal((await jwt.Gateway.CallAsync(null))!.Status, refusal.Status);
    }

    [Theory]
    [InlineData("jku")]
    [InlineData("x5u")]
    public async Task TokenThatNamesWhereItsKeyIs_IsRefused_AndNobodyGoesThere(string header)
    {
        using var evil = new TcpListener(IPAddress.Loopback, 0);
        evil.Start();

        var refusal = await jwt.Gateway.CallAsync(Foreigner(jwt.Forge, (header, $"{Http}{((IPEndPoint)evil.LocalEndpoint).Port}/keys.json")));

        Assert.Equal(StatusCode.Unauthenticated, refusal?.Code);
        Assert.False(evil.Pending());
    }

    [Fact]
    public async Task TokenInTheQuery_IsNotLookedAt()
    {
        using var raw = new RawClient(jwt.Gateway);
        var answer = await raw.SendAsync($"/edr.response.v1.ResponseService/GetCapabilities?access_token={jwt.Forge.Signed()}", RawClient.Frame([]));
        Assert.Equal(StatusCode.Unauthenticated, answer.Code);

        using var http = new HttpClient(jwt.Gateway.CreateHandler()) { BaseAddress = new Uri(jwt.Gateway.Url) };
        using var json = await http.GetAsync($"/v1/capabilities?access_token={jwt.Forge.Signed()}", TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.Unauthorized, json.StatusCode);
    }

    [Fact]
    public async Task TokenInAnotherScheme_IsNotLookedAt()
    {
        foreach (var header in new[] { jwt.Forge.Signed(), "Basic " + jwt.Forge.Signed(), "Bearer Bearer " + jwt.Forge.Signed(), $"Bearer {jwt.Forge.Signed()}, Bearer x" })
        {
            var options = Gateway.Options().WithHeaders(new Metadata { { "authorization", header } });
            var refused = await Assert.ThrowsAsync<RpcException>(() => jwt.Gateway.PrincipalAsync(options));
            Assert.Equal(StatusCode.Unauthenticated, refused.StatusCode);
        }
    }

    [Fact]
    public async Task TokenThatExpires_EndsItsOpenStream()
    {
        using var watch = await jwt.Gateway.OpenWatchAsync(GuardedGateway.With(jwt.Forge.Signed(("exp", TokenForge.At(TimeSpan.FromSeconds(2))))));

        var refusal = await Callers.EndOfAsync(watch);

        Assert.Equal((StatusCode.Unauthenticated, "UNAUTHENTICATED"), (refusal.Code, refusal.Reason));
    }

    [Fact]
    public async Task RefusedTokens_AreNotInTheLog()
    {
        var token = TokenForge.Compose(jwt.Forge.Header(), jwt.Forge.Claims(("sub", "alice-of-the-log")), text => TokenForge.SignWith(Foreign, text));
        await jwt.Gateway.CallAsync(token);

        await jwt.Gateway.Logs.WaitForAsync(line => line.Text.Contains("was not authenticated", StringComparison.Ordinal));
        var signature = token[(token.LastIndexOf('.') + 1)..];
        Assert.DoesNotContain(jwt.Gateway.Logs.Lines, line => line.Text.Contains(signature, StringComparison.Ordinal) || line.Text.Contains("alice-of-the-log", StringComparison.Ordinal));
    }

    private static string Foreigner(TokenForge forge, params (string Name, object? Value)[] header) =>
        TokenForge.Compose(forge.Header([("kid", "evil"), .. header]), forge.Claims(), text => TokenForge.SignWith(Foreign, text));

    private static string Hmac(TokenForge forge, byte[] key) =>
        TokenForge.Compose(forge.Header(("alg", "HS256")), forge.Claims(), text => HMACSHA256.HashData(key, text));

    private static string Swapped(string payloadOf, string restOf)
    {
        var (payload, rest) = (payloadOf.Split('.'), restOf.Split('.'));
        return $"{rest[0]}.{payload[1]}.{rest[2]}";
    }

    private static Dictionary<string, object?> Deep(int levels) =>
        levels == 0 ? new() : new Dictionary<string, object?> { ["x"] = Deep(levels - 1) };

    private static string OwnCertificate()
    {
        var now = TimeProvider.System.GetUtcNow();
        using var certificate = new CertificateRequest("CN=evil", Foreign, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1).CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
        return Convert.ToBase64String(certificate.RawData);
    }
}
