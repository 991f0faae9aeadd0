using System.Globalization;

namespace EdrGrpc.Ksc.Simulator;

/// <summary>Datetimes as KSC writes them: UTC, whole seconds.</summary>
internal static class WireTime
{
    private const string Format = "yyyy-MM-dd'T'HH:mm:ss'Z'";

    /// <summary>Stands for a datetime that is present but empty (<c>"value":""</c>).</summary>
    public static readonly DateTimeOffset Unset = DateTimeOffset.MinValue;

    public static string Write(DateTimeOffset value) =>
        value == Unset ? "" : value.UtcDateTime.ToString(Format, CultureInfo.InvariantCulture);

    public static bool TryRead(string text, out DateTimeOffset value) => TryRead(text, Format, out value);

    /// <summary>The form of filters: <c>T"YYYY-MM-DD hh:mm:ss"</c>.</summary>
    public static bool TryReadFilter(string text, out DateTimeOffset value) => TryRead(text, "yyyy-MM-dd HH:mm:ss", out value);

    public static DateTimeOffset Seconds(DateTimeOffset value) =>
        new(value.UtcTicks - (value.UtcTicks % TimeSpan.TicksPerSecond), TimeSpan.Zero);

    private static bool TryRead(string text, string format, out DateTimeOffset value) => DateTimeOffset.TryParseExact(
        text, format, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out value);
}
