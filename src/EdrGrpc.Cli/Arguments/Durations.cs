using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using System.Text.RegularExpressions;

namespace EdrGrpc.Cli.Arguments;

/// <summary>Durations as people write them: 90s, 15m, 1h30m, 2d.</summary>
internal static partial class Durations
{
    public static Option<TimeSpan?> Option(string name, string description) => new(name)
    {
        Description = description,
        HelpName = "duration",
        CustomParser = Read,
    };

    public static bool TryParse(string text, out TimeSpan duration)
    {
        duration = TimeSpan.Zero;
        var match = Parts().Match(text);
        if (!match.Success)
        {
            return false;
        }

        double seconds = 0;
        foreach (var (number, unit) in match.Groups["number"].Captures.Zip(match.Groups["unit"].Captures))
        {
            seconds += double.Parse(number.Value, CultureInfo.InvariantCulture) * unit.Value switch
            {
                "d" => 86400,
                "h" => 3600,
                "m" => 60,
                "s" => 1,
                _ => 0.001,
            };
        }

        // Ten years: a longer one is a slip, and would overflow timers.
        if (seconds is <= 0 or > 315_360_000)
        {
            return false;
        }

        duration = TimeSpan.FromSeconds(seconds);
        return true;
    }

    private static TimeSpan? Read(ArgumentResult result)
    {
        if (TryParse(result.Tokens[0].Value, out var duration))
        {
            return duration;
        }

        result.AddError($"'{result.Tokens[0].Value}' is not a duration. Write for example 30s, 15m, 1h30m or 2d.");
        return null;
    }

    [GeneratedRegex(@"^((?<number>\d{1,9}(\.\d{1,3})?)(?<unit>ms|s|m|h|d))+$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Parts();
}
