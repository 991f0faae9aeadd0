using System.CommandLine;
using System.CommandLine.Parsing;

namespace EdrGrpc.Cli.Arguments;

/// <summary>Options whose values are words from a list; the words are completed by the shell.</summary>
internal static class Choices
{
    public static Option<T?> One<T>(string name, string description, IReadOnlyDictionary<string, T> words)
        where T : struct
    {
        var option = new Option<T?>(name)
        {
            Description = $"{description}: {string.Join(", ", words.Keys)}",
            HelpName = "word",
            CustomParser = result => Find(result, result.Tokens[0].Value, words),
        };
        Complete(option, words.Keys);
        return option;
    }

    public static Option<List<T>> Many<T>(string name, string description, IReadOnlyDictionary<string, T> words)
        where T : struct
    {
        var option = new Option<List<T>>(name)
        {
            Description = $"{description} (repeatable): {string.Join(", ", words.Keys)}",
            HelpName = "word",
            Arity = ArgumentArity.OneOrMore,
            CustomParser = result => [.. result.Tokens.Select(token => Find(result, token.Value, words)).OfType<T>()],
        };
        Complete(option, words.Keys);
        return option;
    }

    // Enums come with completions of their own, in C#'s spelling.
    private static void Complete(Option option, IEnumerable<string> words)
    {
        option.CompletionSources.Clear();
        option.CompletionSources.Add([.. words]);
    }

    private static T? Find<T>(ArgumentResult result, string text, IReadOnlyDictionary<string, T> words)
        where T : struct
    {
        if (words.TryGetValue(text.ToLowerInvariant().Replace('_', '-'), out var value))
        {
            return value;
        }

        result.AddError($"'{text}' is not one of {string.Join(", ", words.Keys)}.");
        return null;
    }
}
