using System.CommandLine;
using System.CommandLine.Help;
using EdrGrpc.Cli.Admin;
using EdrGrpc.Cli.Completion;
using EdrGrpc.Cli.Decide;
using EdrGrpc.Cli.Query;
using EdrGrpc.Cli.Settings;
using EdrGrpc.Cli.Submit;
using EdrGrpc.Cli.Watch;

namespace EdrGrpc.Cli;

/// <summary>The command line as a whole.</summary>
internal static class EdrctlCommand
{
    public static RootCommand Create()
    {
        var root = new RootCommand("edrctl submits EDR responses to an EdrGrpc gateway and follows them to their end.");
        foreach (var option in ConnectionFlags.All)
        {
            root.Options.Add(option);
        }

        foreach (var command in Commands())
        {
            root.Subcommands.Add(command);
        }

        foreach (var option in root.Options.OfType<HelpOption>())
        {
            option.Action = new HelpWithExitCodes((HelpAction)option.Action!);
        }

        return root;
    }

    private static IEnumerable<Command> Commands() =>
    [
        SubmitCommand.Create(), WatchCommand.Create(), ListCommand.Create(), GetCommand.Create(), CancelCommand.Create(),
        ApprovalCommands.Approve(), ApprovalCommands.Reject(), ExplainCommand.Create(),
        HostsCommand.Create(), ServersCommand.Create(), CapabilitiesCommand.Create(),
        TokenCommand.Create(), SendingCommand.Create(), PolicyCommand.Create(), AuditCommand.Create(), CompletionCommand.Create(),
    ];
}
