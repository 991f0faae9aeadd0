using System.CommandLine;
using EdrGrpc.Cli.Submit.Tasks;
using EdrGrpc.Cli.Watch;

namespace EdrGrpc.Cli.Submit;

/// <summary>edrctl submit: one response, or one for every host of a list.</summary>
internal static class SubmitCommand
{
    public static Command Create() => GatewayCommand.Group("submit", "Submit a response", [.. AllTasks.List.Select(Create)]);

    private static Command Create(TaskDefinition task) => GatewayCommand.Create(
        task.Name,
        task.Description,
        [.. task.Options, .. SubmitFlags.Target, SubmitFlags.From, .. SubmitFlags.Common, .. SubmitFlags.Recorded, .. WatchFlags.Patience],
        context => RunAsync(task, context));

    private static Task<int> RunAsync(TaskDefinition task, CommandContext context)
    {
        var parse = context.Parse;
        if (parse.GetValue(SubmitFlags.DryRun) && parse.GetValue(SubmitFlags.Watch))
        {
            throw CliException.Usage("A dry run records nothing that could be watched: give --dry-run or --watch.");
        }

        var action = SubmitFlags.WithCommon(parse, task.Build(parse));
        if (parse.GetValue(SubmitFlags.From) is not { } from)
        {
            return SingleSubmission.RunAsync(context, SubmitFlags.WithTarget(parse, action));
        }

        return parse.GetValue(SubmitFlags.Host) is null && parse.GetValue(SubmitFlags.HostName) is null
            ? BatchSubmission.RunAsync(context, HostList.Read(from), action)
            : throw CliException.Usage("Say which host: one of --host, --host-name or --from.");
    }
}
