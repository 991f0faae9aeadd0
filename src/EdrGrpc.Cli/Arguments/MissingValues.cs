using System.CommandLine;
using System.CommandLine.Parsing;
using EdrGrpc.Cli.Watch;

namespace EdrGrpc.Cli.Arguments;

/// <summary>
/// The parser takes whatever follows a flag as its value, another flag too: in "--comment --release" the release would be lost, and a host isolated.
/// A value that begins with - is therefore taken in the form --comment=-… only. A cursor may: one in 64 stores gives cursors that begin with -.
/// </summary>
internal static class MissingValues
{
    // Longer than every flag, shorter than every cursor.
    private const int ShortestCursor = 32;

    /// <summary>A sentence for the first flag without its value; null if there is none.</summary>
    public static string? Find(CommandResult command, string[] arguments)
    {
        var withValue = new HashSet<string>(StringComparer.Ordinal);
        for (SymbolResult? current = command; current is not null; current = current.Parent)
        {
            if (current is CommandResult one)
            {
                withValue.UnionWith(one.Command.Options.Where(option => option.Arity.MinimumNumberOfValues > 0).SelectMany(option => (string[])[option.Name, .. option.Aliases]));
            }
        }

        var end = Array.IndexOf(arguments, "--");
        for (var at = 0; at + 1 < (end < 0 ? arguments.Length : end); at++)
        {
            if (withValue.Contains(arguments[at]) && arguments[at + 1] is ['-', _, ..] next && !IsCursor(arguments[at], next))
            {
                return $"{arguments[at]} needs a value. If '{next}' is the value, write {arguments[at]}={next}.";
            }
        }

        return null;
    }

    private static bool IsCursor(string flag, string value) =>
        flag == WatchFlags.After.Name && value.Length >= ShortestCursor && value.All(character => char.IsAsciiLetterOrDigit(character) || character is '-' or '_');
}
