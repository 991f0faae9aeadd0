using System.CommandLine;

namespace EdrGrpc.Cli.Arguments;

/// <summary>Options in the two plainest forms.</summary>
internal static class Flag
{
    /// <summary>On when it is there. It takes no value, so that no word after it is eaten.</summary>
    public static Option<bool> Switch(string name, string description) => new(name) { Description = description, Arity = ArgumentArity.Zero };

    /// <summary>One text.</summary>
    public static Option<string?> Text(string name, string description, string valueName = "text") => new(name) { Description = description, HelpName = valueName };
}
