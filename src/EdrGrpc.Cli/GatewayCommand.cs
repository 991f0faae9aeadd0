using System.CommandLine;
using EdrGrpc.Cli.Connection;
using EdrGrpc.Cli.Output;
using EdrGrpc.Cli.Settings;
using Grpc.Core;

namespace EdrGrpc.Cli;

/// <summary>Commands that call the gateway: opens the connection and turns a failed call into sentences and an exit code.</summary>
internal static class GatewayCommand
{
    public static Command Create(string name, string description, IEnumerable<Symbol> symbols, Func<CommandContext, Task<int>> run)
    {
        var command = new Command(name, description);
        foreach (var symbol in symbols)
        {
            switch (symbol)
            {
                case Argument argument:
                    command.Arguments.Add(argument);
                    break;
                case Option option:
                    command.Options.Add(option);
                    break;
            }
        }

        command.SetAction((parse, cancellation) => RunAsync(parse, run, cancellation));
        return command;
    }

    /// <summary>A command that only holds others.</summary>
    public static Command Group(string name, string description, params ReadOnlySpan<Command> commands)
    {
        var group = new Command(name, description);
        foreach (var command in commands)
        {
            group.Subcommands.Add(command);
        }

        return group;
    }

    /// <summary>Says on stderr what failed.</summary>
    public static int Report(CommandContext context, RpcException exception, Func<string, string> nameField)
    {
        var failure = new Failure(exception);
        if (context.Cancellation.IsCancellationRequested)
        {
            Screen.Remark("edrctl: interrupted.");
            return ExitCodes.Interrupted;
        }

        var first = true;
        foreach (var line in failure.Lines(context.Gateway.Settings.Address, nameField))
        {
            Screen.Remark(first ? $"edrctl: {line}" : line);
            first = false;
        }

        return failure.ExitCode;
    }

    private static async Task<int> RunAsync(ParseResult parse, Func<CommandContext, Task<int>> run, CancellationToken cancellation)
    {
        using var gateway = GatewayConnection.Open(parse);
        var context = new CommandContext(parse, gateway, Screen.For(parse.GetValue(ConnectionFlags.Format)), cancellation);
        try
        {
            return await run(context);
        }
        catch (RpcException exception)
        {
            return Report(context, exception, FieldNames.Of);
        }
    }
}
