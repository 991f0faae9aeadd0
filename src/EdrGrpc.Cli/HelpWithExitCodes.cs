using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace EdrGrpc.Cli;

/// <summary>The help of every command, and below it what the exit codes mean.</summary>
internal sealed class HelpWithExitCodes(HelpAction help) : SynchronousCommandLineAction
{
    public override int Invoke(ParseResult parseResult)
    {
        var code = help.Invoke(parseResult);
        var output = parseResult.InvocationConfiguration.Output;
        output.WriteLine("Exit codes:");
        foreach (var (number, meaning) in ExitCodes.Meanings)
        {
            output.WriteLine($"  {number,-4} {meaning}");
        }

        return code;
    }
}
