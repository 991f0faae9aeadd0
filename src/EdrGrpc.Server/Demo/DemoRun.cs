using EdrGrpc.Contract.V1;
using Grpc.Core;
using Grpc.Net.Client;
using Spectre.Console;

namespace EdrGrpc.Server.Demo;

/// <summary>Submits all demo actions at once over gRPC and shows them until each has ended: a live table, or lines when the output is no terminal.</summary>
internal sealed class DemoRun(IAnsiConsole console, string url, TimeProvider time)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private const int WidthWithoutTerminal = 120;

    private readonly Lock _lock = new();

    /// <summary>True when every submission ended.</summary>
    public async Task<bool> RunAsync(IReadOnlyList<DemoAction> actions, CancellationToken cancellationToken)
    {
        var rows = actions.Select(action => new DemoRow(action)).ToList();
        using var channel = GrpcChannel.ForAddress(url);
        var client = new ResponseService.ResponseServiceClient(channel);
        if (console.Profile.Capabilities.Interactive && console.Profile.Out.IsTerminal)
        {
            await console.Live(Table(rows)).StartAsync(async live =>
                await FollowAllAsync(client, rows, _ => live.UpdateTarget(Table(rows)), cancellationToken));
        }
        else
        {
            console.Profile.Width = Math.Max(console.Profile.Width, WidthWithoutTerminal);
            await FollowAllAsync(client, rows, Line, cancellationToken);
            console.Write(Table(rows));
        }

        return rows.All(row => row.Ended);
    }

    /// <summary>Submits one action and returns its id.</summary>
    public static async Task<string> SubmitAsync(string url, ResponseAction action)
    {
        using var channel = GrpcChannel.ForAddress(url);
        var request = new SubmitRequest { RequestId = Guid.NewGuid().ToString(), Action = action };
        return (await new ResponseService.ResponseServiceClient(channel).SubmitAsync(request)).Submission.SubmissionId;
    }

    private async Task FollowAllAsync(ResponseService.ResponseServiceClient client, List<DemoRow> rows, Action<DemoRow> changed, CancellationToken cancellationToken) =>
        await Task.WhenAll(rows.Select(row => FollowAsync(client, row, changed, cancellationToken)));

    private async Task FollowAsync(ResponseService.ResponseServiceClient client, DemoRow row, Action<DemoRow> changed, CancellationToken cancellationToken)
    {
        var request = new SubmitAndWatchRequest
        {
            RequestId = Guid.NewGuid().ToString(),
            Action = row.Action.Action,
            Context = new Context { CaseId = "DEMO-1", Labels = { ["source"] = "demo" } },
        };
        try
        {
            using var call = client.SubmitAndWatch(request, deadline: time.GetUtcNow().UtcDateTime + Patience, cancellationToken: cancellationToken);
            await foreach (var message in call.ResponseStream.ReadAllAsync(cancellationToken))
            {
                if (message.PayloadCase == SubmitAndWatchResponse.PayloadOneofCase.Event)
                {
                    lock (_lock)
                    {
                        row.Apply(message.Event);
                        changed(row);
                    }
                }
            }
        }
        catch (RpcException exception)
        {
            lock (_lock)
            {
                row.Refused(exception.Status.Detail);
                changed(row);
            }
        }
    }

    private void Line(DemoRow row) =>
        console.Profile.Out.Writer.WriteLine($"{row.Action.HostName}  {row.Action.Title,-28} {row.State,-15} {row.Progress,5}  {row.Detail}");

    private static Table Table(List<DemoRow> rows)
    {
        var table = new Table().Border(TableBorder.Rounded).AddColumns("Task", "Host", "State", "Progress", "What happened last");
        foreach (var row in rows)
        {
            table.AddRow(
                new Text(row.Action.Title), new Text(row.Action.HostName), new Markup($"[{row.Colour}]{row.State}[/]"), new Text(row.Progress), new Text(row.Detail));
        }

        return table;
    }
}
