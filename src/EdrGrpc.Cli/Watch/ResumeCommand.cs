using System.CommandLine;
using EdrGrpc.Cli.Settings;

namespace EdrGrpc.Cli.Watch;

/// <summary>The command that goes on with a watch, ready to paste into a shell.</summary>
internal static class ResumeCommand
{
    /// <param name="parse">The command that was given; its connection flags are kept.</param>
    /// <param name="what">What to watch: an id, or filter flags.</param>
    /// <param name="kept">Further flags to keep.</param>
    /// <param name="cursor">Where to go on; empty for the beginning.</param>
    public static string For(ParseResult parse, IEnumerable<string> what, IEnumerable<Option> kept, string cursor)
    {
        List<string> words = ["edrctl", "watch", .. what];
        foreach (var option in kept.Concat(ConnectionFlags.All))
        {
            if (parse.GetResult(option) is not { Implicit: false } result)
            {
                continue;
            }

            if (result.Tokens.Count == 0)
            {
                words.Add(option.Name);
            }

            words.AddRange(result.Tokens.SelectMany(token => (string[])[option.Name, token.Value]));
        }

        if (cursor.Length > 0)
        {
            words.AddRange(["--after", cursor]);
        }

        return string.Join(' ', words.Select(Quote));
    }

    private static string Quote(string word) =>
        word.Length > 0 && word.All(character => char.IsAsciiLetterOrDigit(character) || "-_./:=@,+".Contains(character, StringComparison.Ordinal))
            ? word
            : $"'{word.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
