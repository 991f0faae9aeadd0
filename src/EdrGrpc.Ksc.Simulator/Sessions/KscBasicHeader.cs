using System.Text;

namespace EdrGrpc.Ksc.Simulator;

/// <summary>Reads <c>KSCBasic user="...", pass="...", domain="...", internal="0|1"</c>.</summary>
internal sealed record KscBasicHeader(string User, string Password, string? Domain, bool? Internal)
{
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Null when the header is malformed.</summary>
    public static KscBasicHeader? Parse(string text)
    {
        var parts = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var part in text.Split(", "))
        {
            var equals = part.IndexOf('=', StringComparison.Ordinal);
            if (equals < 0 || part.Length < equals + 3 || part[equals + 1] != '"' || part[^1] != '"'
                || !parts.TryAdd(part[..equals], part[(equals + 2)..^1]))
            {
                return null;
            }
        }

        var user = Decode(parts.GetValueOrDefault("user"));
        var password = Decode(parts.GetValueOrDefault("pass"));
        var account = parts.GetValueOrDefault("internal");
        return user is null || password is null || account is not (null or "0" or "1")
            ? null
            : new KscBasicHeader(user, password, parts.GetValueOrDefault("domain"), account is null ? null : account == "1");
    }

    public static string? Decode(string? base64)
    {
        try
        {
            return base64 is null ? null : StrictUtf8.GetString(Convert.FromBase64String(base64));
        }
        catch (Exception e) when (e is FormatException or DecoderFallbackException)
        {
            return null;
        }
    }
}
