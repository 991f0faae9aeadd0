namespace EdrGrpc.Conformance;

/// <summary>The command line.</summary>
/// <param name="Only">Languages to run; empty means all.</param>
/// <param name="Command">Shell command to run instead of the one language's script.</param>
internal sealed record Arguments(IReadOnlyList<string> Only, string? Command)
{
    public const string Usage = """
        Plays tests/conformance/scenario.json with the clients against a server and a simulated KSC of its own.
          --only <language>     only this language; may be repeated
          --command <command>   with one --only: run this shell command in the current folder instead of the language's run.sh
        """;

    public static Arguments? Parse(string[] args)
    {
        var only = new List<string>();
        string? command = null;
        for (var i = 0; i < args.Length; i += 2)
        {
            if (i + 1 == args.Length)
            {
                return null;
            }

            switch (args[i])
            {
                case "--only" when Runner.All.Any(runner => runner.Language == args[i + 1]):
                    only.Add(args[i + 1]);
                    break;
                case "--command":
                    command = args[i + 1];
                    break;
                default:
                    return null;
            }
        }

        return command is not null && only.Count != 1 ? null : new Arguments(only, command);
    }
}
