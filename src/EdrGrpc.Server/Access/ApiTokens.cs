using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using EdrGrpc.Submissions.Access;
using Microsoft.AspNetCore.WebUtilities;

namespace EdrGrpc.Server.Access;

/// <summary>Makes and recognises API tokens: "edr_" and 32 random bytes. Only their hash is stored; what is found is remembered for a few seconds.</summary>
internal sealed class ApiTokens(IAccessStore store, TimeProvider time)
{
    public const string Prefix = "edr_";
    private const int RandomBytes = 32;
    private const int TextLength = 47;
    private const int MostRemembered = 10_000;
    private static readonly TimeSpan Remembered = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<string, (ApiToken? Token, DateTimeOffset At)> _found = new(StringComparer.Ordinal);

    /// <summary>A new token's text and the hash that is kept of it.</summary>
    public static (string Secret, byte[] Hash) Create()
    {
        var secret = Prefix + WebEncoders.Base64UrlEncode(RandomNumberGenerator.GetBytes(RandomBytes));
        return (secret, HashOf(secret)!);
    }

    /// <summary>The hash of a token's text; null if it cannot be one.</summary>
    public static byte[]? HashOf(ReadOnlySpan<char> secret)
    {
        Span<byte> text = stackalloc byte[TextLength];
        if (secret.Length != TextLength || !secret.StartsWith(Prefix, StringComparison.Ordinal) || !Ascii.IsValid(secret))
        {
            return null;
        }

        Encoding.ASCII.GetBytes(secret, text);
        var hash = SHA256.HashData(text);
        CryptographicOperations.ZeroMemory(text);
        return hash;
    }

    /// <summary>The valid token with this hash, or null.</summary>
    public async Task<ApiToken?> FindAsync(ReadOnlyMemory<byte> hash, CancellationToken cancellationToken)
    {
        var key = Convert.ToHexString(hash.Span);
        var now = time.GetUtcNow();
        if (!_found.TryGetValue(key, out var known) || now - known.At > Remembered)
        {
            if (_found.Count > MostRemembered)
            {
                _found.Clear();
            }

            known = (await store.FindTokenAsync(hash, cancellationToken), now);

            // What is not a token is not remembered: guesses would push out what is.
            if (known.Token is not null)
            {
                _found[key] = known;
            }
        }

        return known.Token is { } token && CryptographicOperations.FixedTimeEquals(token.Hash.Span, hash.Span) && token.IsValid(now) ? token : null;
    }

    /// <summary>A token was revoked: the next call asks the store.</summary>
    public void Forget() => _found.Clear();
}
