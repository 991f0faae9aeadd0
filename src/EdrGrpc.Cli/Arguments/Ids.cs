using System.CommandLine;

namespace EdrGrpc.Cli.Arguments;

/// <summary>Ids given as arguments.</summary>
internal static class Ids
{
    public static Argument<string> Argument(string description)
    {
        var argument = new Argument<string>("id") { Description = description };
        argument.Validators.Add(result =>
        {
            if (!Guid.TryParseExact(result.Tokens[0].Value, "D", out _))
            {
                result.AddError($"'{result.Tokens[0].Value}' is not an id such as 0192f1a0-0000-7000-8000-000000000001.");
            }
        });
        return argument;
    }
}
