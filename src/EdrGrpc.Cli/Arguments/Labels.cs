using System.CommandLine;
using System.CommandLine.Parsing;

namespace EdrGrpc.Cli.Arguments;

/// <summary>Labels given as key=value, any number of times.</summary>
internal static class Labels
{
    public static Option<Dictionary<string, string>> Option(string description) => new("--label")
    {
        Description = description,
        HelpName = "key=value",
        Arity = ArgumentArity.OneOrMore,
        CustomParser = Read,
    };

    private static Dictionary<string, string> Read(ArgumentResult result)
    {
        var labels = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var token in result.Tokens)
        {
            var at = token.Value.IndexOf('=', StringComparison.Ordinal);
            if (at < 1)
            {
                result.AddError($"'{token.Value}' is not a label. Write key=value.");
            }
            else if (!labels.TryAdd(token.Value[..at], token.Value[(at + 1)..]))
            {
                result.AddError($"The label '{token.Value[..at]}' is given twice.");
            }
        }

        return labels;
    }
}
