using System.Globalization;

namespace EdrGrpc.Ksc;

/// <summary>Time on the wire: UTC, whole seconds (ksc-openapi.md 2.1).</summary>
internal static class KlTime
{
    private static readonly string[] Formats = ["yyyy-MM-dd'T'HH:mm:ss'Z'", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", "yyyy-MM-dd'T'HH:mm:ss"];

    public static DateTimeOffset WholeSeconds(DateTimeOffset at)
    {
        var utc = at.ToUniversalTime();
        return utc.AddTicks(-(utc.Ticks % TimeSpan.TicksPerSecond));
    }

    public static string Format(DateTimeOffset at) => at.UtcDateTime.ToString(Formats[0], CultureInfo.InvariantCulture);

    /// <summary>The literal of search filters (ksc-openapi.md 5.4).</summary>
    public static string FormatFilter(DateTimeOffset at) => at.UtcDateTime.ToString("'T\"'yyyy-MM-dd HH:mm:ss'\"'", CultureInfo.InvariantCulture);

    public static string FormatDate(DateOnly date) => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    public static bool TryParse(string text, out DateTimeOffset at) =>
        DateTimeOffset.TryParseExact(text, Formats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out at);

    public static bool TryParseDate(string text, out DateOnly date) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out date);
}
