using System.Text;

namespace EdrGrpc.Ksc;

/// <summary>Makes text that came from the network safe for logs and exceptions.</summary>
internal static class SafeText
{
    public const int MaxLength = 1000;

    /// <summary>Cuts to <paramref name="maxLength"/>, turns control characters into spaces, and blanks every secret.</summary>
    public static string Clean(string text, int maxLength, params ReadOnlySpan<string?> secrets)
    {
        // Secrets go first: cutting could leave the first half of one.
        foreach (var secret in secrets)
        {
            if (!string.IsNullOrEmpty(secret))
            {
                text = text.Replace(secret, "[redacted]", StringComparison.Ordinal);
            }
        }

        var builder = new StringBuilder(Math.Min(text.Length, maxLength));
        foreach (var c in text)
        {
            if (builder.Length >= maxLength)
            {
                break;
            }

            builder.Append(char.IsControl(c) ? ' ' : c);
        }

        return builder.ToString().Trim();
    }
}
