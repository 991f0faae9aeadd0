using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace EdrGrpc.Cli.Arguments;

/// <summary>Points in time: RFC 3339 with an offset, or a duration back from now.</summary>
internal static class Times
{
    public static Option<DateTimeOffset?> Option(string name, string description, bool allowAgo) => new(name)
    {
        Description = description,
        HelpName = "time",
        CustomParser = result => Read(result, allowAgo),
    };

    private static DateTimeOffset? Read(ArgumentResult result, bool allowAgo)
    {
        var text = result.Tokens[0].Value;
        if (allowAgo && Durations.TryParse(text, out var ago))
        {
            return TimeProvider.System.GetUtcNow() - ago;
        }

        // Without an offset it would mean something else on every machine.
        string[] formats = ["yyyy-MM-ddTHH:mm:ssK", "yyyy-MM-ddTHH:mm:ss.FFFFFFFK", "yyyy-MM-ddTHH:mmK"];
        if ((text.EndsWith('Z') || text.LastIndexOfAny(['+', '-']) > 10)
            && DateTimeOffset.TryParseExact(text, formats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time))
        {
            return time;
        }

        result.AddError($"'{text}' is not a time. Write for example 2026-01-31T12:00:00Z{(allowAgo ? ", or 24h for 24 hours ago" : "")}.");
        return null;
    }
}
