using System.CommandLine;
using EdrGrpc.Cli.Arguments;
using EdrGrpc.Cli.Output;
using EdrGrpc.Contract.V1;
using Grpc.Core;

namespace EdrGrpc.Cli.Query;

/// <summary>edrctl hosts: what KSC knows of hosts, and which ones are isolated.</summary>
internal static class HostsCommand
{
    private static readonly Argument<string> Query = new("text") { Description = "Part of a name, or with --by the whole of it" };

    private static readonly Option<FindHostsRequest.QueryOneofCase?> By = Choices.One("--by", "What the text is; a part of any name unless given",
        new Dictionary<string, FindHostsRequest.QueryOneofCase>(StringComparer.Ordinal)
        {
            ["name"] = FindHostsRequest.QueryOneofCase.Name,
            ["fqdn"] = FindHostsRequest.QueryOneofCase.Fqdn,
            ["text"] = FindHostsRequest.QueryOneofCase.Text,
        });

    private static readonly Option<string?> Server = Flag.Text("--server", "KSC connection of the gateway [EDRCTL_SERVER]", "name");
    private static readonly Option<int> Limit = new("--limit") { Description = "How many at most", HelpName = "number", DefaultValueFactory = _ => 100 };

    public static Command Create() => GatewayCommand.Group(
        "hosts",
        "Hosts of KSC",
        GatewayCommand.Create("find", "Find hosts and their ids", [Query, By, Server, Limit], FindAsync),
        GatewayCommand.Create("isolated", "Hosts that the gateway isolated, or may have, and has not released", [Server], IsolatedAsync));

    private static async Task<int> FindAsync(CommandContext context)
    {
        var text = context.Parse.GetValue(Query)!;
        var request = new FindHostsRequest { Server = context.ServerOr(Server), Limit = context.Parse.GetValue(Limit) };
        switch (context.Parse.GetValue(By))
        {
            case FindHostsRequest.QueryOneofCase.Name:
                request.Name = text;
                break;
            case FindHostsRequest.QueryOneofCase.Fqdn:
                request.Fqdn = text;
                break;
            default:
                request.Text = text;
                break;
        }

        var rows = new List<string?[]>();
        using var call = context.Gateway.Ksc.FindHosts(request, context.Gateway.Call(context.Cancellation));
        await foreach (var answer in call.ResponseStream.ReadAllAsync(context.Cancellation))
        {
            var host = answer.Host;
            if (context.Screen.Format != OutputFormat.Text)
            {
                context.Screen.Write(host);
                continue;
            }

            rows.Add([host.HostId, host.DisplayName, host.Fqdn, host.GroupName, host.Online ? "yes" : "no", host.OsName, $"{host.KesVersion}{(host.EdrResponseSupported ? "" : " (too old)")}"]);
        }

        if (context.Screen.Format == OutputFormat.Text)
        {
            context.Screen.Table(["ID", "NAME", "FQDN", "GROUP", "ONLINE", "SYSTEM", "KES"], rows);
        }

        return ExitCodes.Done;
    }

    private static async Task<int> IsolatedAsync(CommandContext context)
    {
        var answer = await context.Gateway.Responses.ListIsolatedHostsAsync(new ListIsolatedHostsRequest { Server = context.ServerOr(Server) }, context.Gateway.Call(context.Cancellation));
        if (context.Screen.Format == OutputFormat.Text)
        {
            context.Screen.Table(["HOST", "ID", "SERVER", "SINCE", "BY", "CONFIRMED", "RELEASE DUE"], answer.Hosts.Select(host => (string?[])
            [
                SubmissionText.Host(host.Isolation), host.TargetHost, host.Server, SubmissionText.Time(host.Isolation.CreateTime), host.Isolation.Principal,
                host.Confirmed ? "yes" : SubmissionText.State(host.Isolation), SubmissionText.Time(host.Isolation.ReleaseTime),
            ]));
        }
        else
        {
            foreach (var host in answer.Hosts)
            {
                context.Screen.Write(host);
            }
        }

        return ExitCodes.Done;
    }
}
