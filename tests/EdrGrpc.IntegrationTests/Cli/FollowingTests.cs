using System.Net;
using System.Net.Sockets;
using EdrGrpc.Contract.V1;
using EdrGrpc.IntegrationTests.Support;
using Xunit;

namespace EdrGrpc.IntegrationTests.Cli;

/// <summary>edrctl watch: stopping it never touches the work, and a broken stream goes on where it was.</summary>
public sealed class FollowingTests(SharedGateway shared) : IClassFixture<SharedGateway>
{
    private Gateway Gateway => shared.Gateway;

    private Edrctl Cli => new(Gateway);

    [Fact]
    public async Task CtrlC_StopsWatchingOnly_AndItsCommandGoesOn()
    {
        var host = Gateway.HostId(19);
        Gateway.Simulator.Hosts.SetOnline(host, false);
        var stopped = (await Cli.RunUntilAsync(["submit", "get-file", "--path", @"C:\a", "--host", host, "--watch"], "offline", Edrctl.InterruptAsync)).Ended(130);
        var messages = stopped.Messages<SubmitAndWatchResponse>();
        var id = messages[0].Submitted.Submission.SubmissionId;
        var command = stopped.Errors.Split('\n').Single(line => line.Contains("edrctl watch ", StringComparison.Ordinal)).Trim();
        Assert.Equal($"edrctl watch {id} --after {messages[^1].Cursor}", command);

        var waiting = await Gateway.Responses.GetSubmissionAsync(new GetSubmissionRequest { SubmissionId = id }, Gateway.Options());
        Assert.Equal(SubmissionState.Accepted, waiting.Submission.State);
        Gateway.Simulator.Hosts.SetOnline(host, true);
        var resumed = (await Cli.RunAsync(command.Split(' ')[1..])).Ended(0).Messages<WatchSubmissionResponse>();

        Assert.DoesNotContain(resumed, message => messages.Any(seen => seen.Cursor == message.Cursor));
        Assert.Equal(SubmissionState.Succeeded, resumed[^1].Event.State);
    }

    [Fact]
    public async Task CursorThatBeginsWithADash_IsAValue()
    {
        var refused = (await Cli.RunAsync(["watch", "--after", "-" + new string('A', 47)])).Ended(3);
        Assert.Contains("belongs to another store", refused.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WatchFor_Passes_EndsWith6AndTheWorkGoesOn()
    {
        var host = Gateway.HostId(18);
        Gateway.Simulator.Hosts.SetOnline(host, false);
        var result = (await Cli.RunAsync("submit", "get-file", "--path", @"C:\a", "--host", host, "--watch", "--watch-for", "1s")).Ended(6);
        var id = result.Messages<SubmitAndWatchResponse>()[0].Submitted.Submission.SubmissionId;
        Assert.Contains($"edrctl watch {id}", result.Errors, StringComparison.Ordinal);

        var cancelled = (await Cli.RunAsync("cancel", id, "--reason", "no longer needed")).Ended(0).Message<Submission>();
        Assert.Equal(SubmissionState.Cancelled, cancelled.State);
        (await Cli.RunAsync("watch", id)).Ended(3);
    }

    [Fact]
    public async Task Watch_OfWhatHasEnded_TellsTheOutcome_AlsoAfterItsLastCursor()
    {
        var submission = await Gateway.EndOfAsync((await Gateway.SubmitAsync(Gateway.Isolate(2))).SubmissionId);
        var whole = (await Cli.RunAsync("watch", submission.SubmissionId)).Ended(0).Messages<WatchSubmissionResponse>();
        var rest = (await Cli.RunAsync("watch", submission.SubmissionId, "--after", whole[^1].Cursor)).Ended(0);
        Assert.Equal(SubmissionState.Succeeded, whole[^1].Event.State);
        Assert.Empty(rest.Lines);
        (await Cli.RunAsync("watch", submission.SubmissionId, "--after", "nonsense")).Ended(3);
    }

    [Fact]
    public async Task Watch_ByFilter_ShowsWhatMatchesAndGoesOnByCursor()
    {
        var label = Guid.NewGuid().ToString();
        var filter = new[] { "--label", $"run={label}" };
        var first = (await Cli.RunAsync(["submit", "get-file", "--path", @"C:\a", "--host", Gateway.HostId(3), .. filter])).Ended(0).Message<SubmitResponse>().Submission;
        await Gateway.EndOfAsync(first.SubmissionId);
        await Gateway.EndOfAsync((await Gateway.SubmitAsync(Gateway.Isolate(4))).SubmissionId);

        var stopped = (await Cli.RunUntilAsync(["watch", .. filter, "--state", "succeeded", "--since", "1h"], "SUCCEEDED", Edrctl.InterruptAsync)).Ended(130);

        Assert.Equal(first.SubmissionId, stopped.Message<WatchSubmissionsResponse>().Event.SubmissionId);
        var command = stopped.Errors.Split('\n').Single(line => line.Contains("edrctl watch ", StringComparison.Ordinal)).Trim();
        Assert.Contains($"--state succeeded --label run={label}", command, StringComparison.Ordinal);
        var second = (await Cli.RunAsync(["submit", "get-file", "--path", @"C:\b", "--host", Gateway.HostId(3), .. filter])).Ended(0).Message<SubmitResponse>().Submission;
        var resumed = (await Cli.RunUntilAsync([.. command.Split(' ')[1..]], "SUCCEEDED", Edrctl.InterruptAsync)).Ended(130);
        Assert.Equal(second.SubmissionId, resumed.Message<WatchSubmissionsResponse>().Event.SubmissionId);
    }

    [Fact]
    public async Task Watch_ServerRestarts_GoesOnWithoutGapOrRepetition()
    {
        int port;
        using (var free = new TcpListener(IPAddress.Loopback, 0))
        {
            free.Start();
            port = ((IPEndPoint)free.LocalEndpoint).Port;
        }

        await using var gateway = await Gateway.StartAsync(settings: new Dictionary<string, string?>(StringComparer.Ordinal) { ["urls"] = $"https://127.0.0.1:{port}" });
        var host = gateway.HostId(0);
        gateway.Simulator.Hosts.SetOnline(host, false);
        var cli = new Edrctl(gateway);

        var result = (await cli.RunUntilAsync(["submit", "get-file", "--path", @"C:\a", "--host", host, "--watch"], "offline", async _ =>
        {
            await gateway.StopAsync();
            await gateway.StartAgainAsync();
            gateway.Simulator.Hosts.SetOnline(host, true);
        })).Ended(0);

        var seen = result.Messages<SubmitAndWatchResponse>().Where(message => message.Event is not null).Select(message => message.Event.Revision).ToList();
        var all = await gateway.EventsUntilAsync(result.Messages<SubmitAndWatchResponse>()[0].Submitted.Submission.SubmissionId, _ => false);
        Assert.Equal(all.Select(one => one.Revision), seen);
        Assert.Contains("the connection was lost", result.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Watch_ServerStaysAway_GivesUpWith5AndSaysHowToGoOn()
    {
        await using var gateway = await Gateway.StartAsync();
        gateway.Simulator.Hosts.SetOnline(gateway.HostId(0), false);
        var cli = new Edrctl(gateway);
        var result = (await cli.RunUntilAsync(
            ["submit", "get-file", "--path", @"C:\a", "--host", gateway.HostId(0), "--watch", "--reconnect-for", "1s"], "offline", _ => gateway.StopAsync())).Ended(5);
        Assert.Contains("cannot be reached", result.Errors, StringComparison.Ordinal);
        Assert.Contains("edrctl watch ", result.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Output_ClosedByItsReader_EndsTheWatch()
    {
        var (file, arguments) = Edrctl.Program;
        var command = string.Join(' ', [file, .. arguments, "watch"]);
        var run = Cli.RunProgramAsync("bash", "-c", $"{command} | head -n 1; echo ${{PIPESTATUS[0]}}");

        // A closed pipe shows at the next line that is written to it.
        while (!run.IsCompleted)
        {
            await Gateway.EndOfAsync((await Gateway.SubmitAsync(Gateway.Isolate(5))).SubmissionId);
        }

        var result = await run;
        Assert.Equal("130", result.Lines[^1]);
    }
}
