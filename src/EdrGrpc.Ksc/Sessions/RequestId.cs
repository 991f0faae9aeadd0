using System.Security.Cryptography;

namespace EdrGrpc.Ksc;

/// <summary>Correlation ids in the form of the vendor's samples: two groups of 16 upper-case hex digits (ksc-openapi.md 1.1).</summary>
internal static class RequestId
{
    public static string New()
    {
        Span<byte> bytes = stackalloc byte[16];
        RandomNumberGenerator.Fill(bytes);
        return $"{Convert.ToHexString(bytes[..8])}_{Convert.ToHexString(bytes[8..])}";
    }
}
