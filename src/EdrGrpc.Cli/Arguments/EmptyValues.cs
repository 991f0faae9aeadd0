namespace EdrGrpc.Cli.Arguments;

/// <summary>
/// "--comment=" means an empty comment. The parser would take the word after it as the value instead: in "--comment= --release" the release
/// would be lost, and a host isolated.
/// </summary>
internal static class EmptyValues
{
    public static string[] Split(string[] arguments)
    {
        var end = Array.IndexOf(arguments, "--");
        return [.. arguments.SelectMany((argument, at) => (end < 0 || at < end) && IsEmptyValue(argument) ? (string[])[argument[..^1], ""] : [argument])];
    }

    private static bool IsEmptyValue(string argument) =>
        argument.StartsWith("--", StringComparison.Ordinal) && argument.IndexOf('=', StringComparison.Ordinal) == argument.Length - 1;
}
