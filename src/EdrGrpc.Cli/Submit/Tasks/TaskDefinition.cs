using System.CommandLine;
using EdrGrpc.Contract.V1;

namespace EdrGrpc.Cli.Submit.Tasks;

/// <summary>One task of the command line.</summary>
/// <param name="Name">Its word, for example isolate-host.</param>
/// <param name="Description">For the help.</param>
/// <param name="Options">Its flags.</param>
/// <param name="OneOf">Flags of which at least one must be given; empty if all may be left out.</param>
/// <param name="Fill">Puts the task into the action.</param>
internal sealed record TaskDefinition(string Name, string Description, IReadOnlyList<Option> Options, IReadOnlyList<Option> OneOf, Action<ParseResult, ResponseAction> Fill)
{
    /// <summary>The action without a target.</summary>
    public ResponseAction Build(ParseResult parse)
    {
        if (OneOf.Count > 0 && !OneOf.Any(option => parse.GetResult(option) is { Implicit: false }))
        {
            throw CliException.Usage($"{Name} needs {string.Join(" or ", OneOf.Select(option => option.Name))}.");
        }

        var action = new ResponseAction();
        Fill(parse, action);
        return action;
    }
}
