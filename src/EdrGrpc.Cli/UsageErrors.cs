using System.CommandLine;
using System.CommandLine.Parsing;
using EdrGrpc.Cli.Output;

namespace EdrGrpc.Cli;

/// <summary>Everything that is wrong with a command line, one sentence each, and where to read more.</summary>
internal static class UsageErrors
{
    public static int Print(ParseResult result, TextWriter errors)
    {
        foreach (var message in result.Errors.Select(error => error.Message).Distinct(StringComparer.Ordinal))
        {
            errors.WriteLine($"edrctl: {SafeText.Of(message)}");
        }

        errors.WriteLine($"Run '{CommandPath(result.CommandResult)} --help' for the flags.");
        return ExitCodes.Usage;
    }

    private static string CommandPath(CommandResult result)
    {
        var names = new List<string>();
        for (var current = result; current.Parent is CommandResult parent; current = parent)
        {
            names.Insert(0, current.Command.Name);
        }

        return string.Join(' ', ["edrctl", .. names]);
    }
}
