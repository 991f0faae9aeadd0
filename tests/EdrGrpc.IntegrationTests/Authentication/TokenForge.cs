using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.WebUtilities;

namespace EdrGrpc.IntegrationTests.Authentication;

/// <summary>JSON Web Tokens made by hand, so that every part of them can be wrong.</summary>
internal sealed class TokenForge(string issuer, string audience, RSA key, string keyId)
{
    public const string Principal = "alice";

    public RSA Key => key;

    public string KeyId => keyId;

    public static long At(TimeSpan fromNow) => (TimeProvider.System.GetUtcNow() + fromNow).ToUnixTimeSeconds();

    /// <summary>The header and the claims of a good token, with changes; null takes a part away.</summary>
    public Dictionary<string, object?> Header(params (string Name, object? Value)[] changes) =>
        Changed(new() { ["alg"] = "RS256", ["typ"] = "at+jwt", ["kid"] = keyId }, changes);

    public Dictionary<string, object?> Claims(params (string Name, object? Value)[] changes) => Changed(
        new()
        {
            ["iss"] = issuer,
            ["aud"] = audience,
            ["sub"] = Principal,
            ["iat"] = At(TimeSpan.Zero),
            ["nbf"] = At(TimeSpan.FromMinutes(-1)),
            ["exp"] = At(TimeSpan.FromMinutes(5)),
        },
        changes);

    /// <summary>A token that the issuer signed.</summary>
    public string Signed(params (string Name, object? Value)[] claims) => Compose(Header(), Claims(claims), Sign);

    public byte[] Sign(byte[] text) => SignWith(key, text);

    public static byte[] SignWith(RSA key, byte[] text) => key.SignData(text, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);

    public static string Compose(Dictionary<string, object?> header, Dictionary<string, object?> claims, Func<byte[], byte[]> sign)
    {
        var text = Part(header) + "." + Part(claims);
        return text + "." + WebEncoders.Base64UrlEncode(sign(Encoding.ASCII.GetBytes(text)));
    }

    /// <summary>A public key as it stands in a JWKS or in a token's header.</summary>
    public static Dictionary<string, object?> Jwk(RSA key, string keyId)
    {
        var parameters = key.ExportParameters(includePrivateParameters: false);
        return new()
        {
            ["kty"] = "RSA",
            ["use"] = "sig",
            ["alg"] = "RS256",
            ["kid"] = keyId,
            ["n"] = WebEncoders.Base64UrlEncode(parameters.Modulus!),
            ["e"] = WebEncoders.Base64UrlEncode(parameters.Exponent!),
        };
    }

    public static string Jwks(params Dictionary<string, object?>[] keys) => JsonSerializer.Serialize(new Dictionary<string, object?> { ["keys"] = keys });

    private static string Part(Dictionary<string, object?> part) => WebEncoders.Base64UrlEncode(JsonSerializer.SerializeToUtf8Bytes(part));

    private static Dictionary<string, object?> Changed(Dictionary<string, object?> part, (string Name, object? Value)[] changes)
    {
        foreach (var (name, value) in changes)
        {
            if (value is null)
            {
                part.Remove(name);
            }
            else
            {
                part[name] = value;
            }
        }

        return part;
    }
}
