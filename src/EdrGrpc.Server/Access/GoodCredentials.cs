using System.Buffers;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;

namespace EdrGrpc.Server.Access;

/// <summary>
/// Hashes of credentials that were good: whoever shares an address (a proxy, a NAT) with someone who guesses is not locked out with them. They are
/// checked like any other; being here only lets them be checked.
/// </summary>
internal sealed class GoodCredentials
{
    private const int Most = 10_000;

    private readonly ConcurrentDictionary<string, bool> _hashes = new(StringComparer.Ordinal);

    /// <summary>What stands for the credentials of a call; null if it has none.</summary>
    public static async Task<string?> OfAsync(HttpContext context)
    {
        if (context.Request.Headers.Authorization.ToString() is { Length: > 0 } header)
        {
            return HashOf(header);
        }

        return await context.Connection.GetClientCertificateAsync(context.RequestAborted) is { } certificate
            ? Convert.ToHexString(CertificatePrincipals.ThumbprintOf(certificate)) : null;
    }

    // No copy of a secret is left behind.
    private static string HashOf(string header)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(Encoding.UTF8.GetMaxByteCount(header.Length));
        try
        {
            return Convert.ToHexString(SHA256.HashData(buffer.AsSpan(0, Encoding.UTF8.GetBytes(header, buffer))));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer, clearArray: true);
        }
    }

    public bool Contains(string? credentials) => credentials is not null && _hashes.ContainsKey(credentials);

    public void Add(string? credentials)
    {
        if (credentials is null || _hashes.ContainsKey(credentials))
        {
            return;
        }

        if (_hashes.Count >= Most)
        {
            _hashes.Clear();
        }

        _hashes[credentials] = true;
    }
}
