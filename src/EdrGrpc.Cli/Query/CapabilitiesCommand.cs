using System.CommandLine;
using EdrGrpc.Cli.Arguments;
using EdrGrpc.Cli.Output;
using EdrGrpc.Contract.V1;

namespace EdrGrpc.Cli.Query;

/// <summary>edrctl capabilities: what the gateway can do, and its limits.</summary>
internal static class CapabilitiesCommand
{
    public static Command Create() => GatewayCommand.Create("capabilities", "What the gateway can do, and its limits", [], async context =>
    {
        var answer = await context.Gateway.Responses.GetCapabilitiesAsync(new GetCapabilitiesRequest(), context.Gateway.Call(context.Cancellation));
        if (context.Screen.Format != OutputFormat.Text)
        {
            context.Screen.Write(answer);
            return ExitCodes.Done;
        }

        context.Screen.WriteLine($"contract {SafeText.Of(answer.ContractVersion)}, gateway {SafeText.Of(answer.ServerVersion)}");
        foreach (var server in answer.Servers)
        {
            Write(context.Screen, server);
        }

        return ExitCodes.Done;
    });

    private static void Write(Screen screen, ServerCapabilities server)
    {
        screen.WriteLine(
            $"{SafeText.Of(server.Server)}: archives up to {server.MaxIocArchiveBytes} bytes, batches up to {server.MaxBatchItems} hosts, {server.TaskBudget} tasks at once, "
            + $"undocumented forms {(server.UndocumentedFormsAllowed ? "allowed" : "refused")}, a lost start-process {(server.StartProcessRepeated ? "repeated" : "never repeated")}");
        screen.Table(["TASK", "OUTCOME", "CANCELLED UNTIL", "UNDO"], server.Actions.Select(action => (string?[])
            [Words.Of(action.TaskKind.ToString()), action.OutcomeTracked ? "followed" : "not followed", Words.Upper(action.CancellableUntil), action.Undo]));
    }
}
