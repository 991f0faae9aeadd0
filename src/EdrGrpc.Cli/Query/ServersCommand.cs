using System.CommandLine;
using EdrGrpc.Cli.Arguments;
using EdrGrpc.Cli.Output;
using EdrGrpc.Contract.V1;

namespace EdrGrpc.Cli.Query;

/// <summary>edrctl servers: the KSC connections and how they do.</summary>
internal static class ServersCommand
{
    public static Command Create() => GatewayCommand.Create("servers", "The KSC connections of the gateway and how they do now", [], RunAsync);

    private static async Task<int> RunAsync(CommandContext context)
    {
        var servers = (await context.Gateway.Ksc.ListServersAsync(new ListServersRequest(), context.Gateway.Call(context.Cancellation))).Servers;
        var rows = new List<string?[]>();
        foreach (var server in servers)
        {
            var status = await context.Gateway.Ksc.GetServerStatusAsync(new GetServerStatusRequest { Server = server.Name }, context.Gateway.Call(context.Cancellation));
            if (context.Screen.Format != OutputFormat.Text)
            {
                context.Screen.WriteJson(JsonText.Object(("server", server), ("status", status)));
                continue;
            }

            rows.Add(
            [
                $"{server.Name}{(server.DefaultServer ? " (default)" : "")}", server.Address, status.Version, Words.Upper(status.BackgroundConnection), Words.Upper(status.Breaker),
                $"{status.LiveTasks} of {status.TaskBudget}", $"{status.UnfinishedSubmissions}", status.Problem.Length > 0 ? status.Problem : "ready",
            ]);
        }

        if (context.Screen.Format == OutputFormat.Text)
        {
            context.Screen.Table(["SERVER", "ADDRESS", "VERSION", "BACKGROUND", "BREAKER", "TASKS", "UNFINISHED", "STATE"], rows);
        }

        return ExitCodes.Done;
    }
}
