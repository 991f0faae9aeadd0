using System.CommandLine;
using EdrGrpc.Cli.Output;
using EdrGrpc.Cli.Submit.Tasks;
using EdrGrpc.Contract.V1;

namespace EdrGrpc.Cli.Submit;

/// <summary>edrctl explain: the exact text that KSC would get.</summary>
internal static class ExplainCommand
{
    public static Command Create() => GatewayCommand.Group("explain", "Show the exact incident body that KSC would get; nothing is recorded", [.. AllTasks.List.Select(Create)]);

    private static Command Create(TaskDefinition task) => GatewayCommand.Create(task.Name, task.Description, [.. task.Options, .. SubmitFlags.Target, .. SubmitFlags.Common], async context =>
    {
        var request = new SubmitRequest
        {
            Server = context.ServerOr(SubmitFlags.Server),
            Action = SubmitFlags.WithTarget(context.Parse, SubmitFlags.WithCommon(context.Parse, task.Build(context.Parse))),
            ValidateOnly = true,
        };
        var answer = await context.Gateway.Responses.SubmitAsync(request, context.Gateway.Call(context.Cancellation));

        // The body is JSON on one line. Where a program reads, it is exact to the byte.
        context.Screen.WriteJson(context.Screen.Format == OutputFormat.Text ? SafeText.Of(answer.IncidentBody) : answer.IncidentBody);
        return ExitCodes.Done;
    });
}
