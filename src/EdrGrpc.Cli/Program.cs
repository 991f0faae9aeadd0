using System.CommandLine;
using System.CommandLine.Invocation;
using System.CommandLine.Parsing;
using EdrGrpc.Cli.Arguments;
using EdrGrpc.Cli.Output;

namespace EdrGrpc.Cli;

internal static class Program
{
    public static async Task<int> Main(string[] arguments)
    {
        // "@file" would replace an argument by a file's content, and a path may begin with "@".
        var parser = new ParserConfiguration { EnablePosixBundling = false, ResponseFileTokenReplacer = null };
        var words = EmptyValues.Split(arguments);
        var result = EdrctlCommand.Create().Parse(words, parser);
        if (MissingValues.Find(result.CommandResult, words) is { } missing)
        {
            Complain(SafeText.Of(missing));
            return ExitCodes.Usage;
        }

        if (result.Action is ParseErrorAction)
        {
            return UsageErrors.Print(result, Console.Error);
        }

        try
        {
            return await result.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
        }
        catch (CliException exception)
        {
            Complain(exception.Message);
            return exception.ExitCode;
        }
        catch (OutputClosedException)
        {
            return ExitCodes.Interrupted;
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            Complain($"This is a defect of edrctl, please report it: {exception.GetType().Name}: {SafeText.Of(exception.Message)}");
            return ExitCodes.Defect;
        }
    }

    private static void Complain(string message) => Console.Error.WriteLine($"edrctl: {message}");
}
