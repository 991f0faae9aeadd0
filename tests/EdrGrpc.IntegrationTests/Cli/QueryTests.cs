using EdrGrpc.Contract.V1;
using EdrGrpc.IntegrationTests.Support;
using Google.Protobuf;
using Xunit;

namespace EdrGrpc.IntegrationTests.Cli;

/// <summary>edrctl's questions: list, get, hosts, servers, capabilities, explain, and cancel.</summary>
public sealed class QueryTests(SharedGateway shared) : IClassFixture<SharedGateway>
{
    private Gateway Gateway => shared.Gateway;

    private Edrctl Cli => new(Gateway);

    [Fact]
    public async Task List_FiltersAndForms_ShowTheSameSubmissions()
    {
        var label = $"run={Guid.NewGuid()}";
        List<string> ids = [];
        for (var host = 0; host < 3; host++)
        {
            var submitted = (await Cli.RunAsync("submit", "get-file", "--path", @"C:\a", "--host", Gateway.HostId(host), "--label", label)).Ended(0);
            ids.Insert(0, submitted.Message<SubmitResponse>().Submission.SubmissionId);
            await Gateway.EndOfAsync(ids[0]);
        }

        Assert.Equal(ids, (await Cli.RunAsync("list", "--label", label)).Ended(0).Messages<Submission>().Select(one => one.SubmissionId));
        Assert.Equal(ids[..2], (await Cli.RunAsync("list", "--label", label, "--limit", "2")).Ended(0).Messages<Submission>().Select(one => one.SubmissionId));
        Assert.Equal(ids[2], (await Cli.RunAsync("list", "--label", label, "--host", Gateway.HostId(0), "--state", "succeeded", "--task", "get-file", "--since", "1h")).Ended(0).Message<Submission>().SubmissionId);
        Assert.Empty((await Cli.RunAsync("list", "--label", label, "--task", "delete_file")).Ended(0).Lines);

        var table = (await Cli.RunAsync("list", "--label", label, "-o", "text")).Ended(0);
        Assert.All(ids, id => Assert.Contains(table.Lines, line => line.Contains(id, StringComparison.Ordinal) && line.Contains("SUCCEEDED", StringComparison.Ordinal)));
        var yaml = (await Cli.RunAsync("list", "--label", label, "-o", "yaml")).Ended(0);
        Assert.Equal(3, yaml.Lines.Count(line => line == "---"));
        Assert.All(ids, id => Assert.Contains($"submissionId: \"{id}\"", yaml.Lines));
    }

    [Fact]
    public async Task Get_Unknown_EndsWith3_AndKnown_IsTheSubmission()
    {
        var unknown = (await Cli.RunAsync("get", Guid.NewGuid().ToString())).Ended(3);
        Assert.Contains("SUBMISSION_NOT_FOUND", unknown.Errors, StringComparison.Ordinal);

        var submission = await Gateway.EndOfAsync((await Gateway.SubmitAsync(Gateway.Isolate(3))).SubmissionId);
        Assert.Equal(submission, (await Cli.RunAsync("get", submission.SubmissionId)).Ended(0).Message<Submission>());
    }

    [Fact]
    public async Task Cancel_TooLate_EndsWith3SayingTheState()
    {
        var submission = await Gateway.EndOfAsync((await Gateway.SubmitAsync(Gateway.Isolate(4))).SubmissionId);
        var result = (await Cli.RunAsync("cancel", submission.SubmissionId)).Ended(3);
        Assert.Contains("SUCCEEDED", result.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cancel_Batch_TellsTheOutcomeOfEveryItem()
    {
        Gateway.Simulator.Hosts.SetOnline(Gateway.HostId(17), false);
        Gateway.Simulator.Hosts.SetOnline(Gateway.HostId(16), false);
        var recorded = (await Cli.RunAsync($"id:{Gateway.HostId(17)}\nid:{Gateway.HostId(16)}", ["submit", "isolate-host", "--from", "-"])).Ended(0).Messages<SubmitResponse>();

        var outcomes = (await Cli.RunAsync("cancel", "--batch", recorded[0].Submission.BatchId)).Ended(0).Messages<CancelOutcome>();

        Assert.Equal(recorded.Select(one => one.Submission.SubmissionId), outcomes.Select(one => one.SubmissionId));
        Assert.All(outcomes, outcome => Assert.True(outcome.Cancelled));
        (await Cli.RunAsync("cancel")).Ended(2);
    }

    [Fact]
    public async Task Hosts_FindAndIsolated_AreWhatTheGatewayKnows()
    {
        var host = Gateway.Simulator.Hosts.All[5];
        var found = (await Cli.RunAsync("hosts", "find", host.DisplayName, "--by", "name")).Ended(0).Message<Host>();
        Assert.Equal((host.Id, host.DisplayName), (found.HostId, found.DisplayName));
        Assert.Contains(host.Id, (await Cli.RunAsync("hosts", "find", host.DisplayName[..4], "-o", "text")).Ended(0).Output, StringComparison.Ordinal);
        Assert.Equal(host.Id, (await Cli.RunAsync("hosts", "find", host.Fqdn, "--by", "fqdn")).Ended(0).Message<Host>().HostId);

        await Gateway.EndOfAsync((await Gateway.SubmitAsync(Gateway.Isolate(5))).SubmissionId);
        var isolated = (await Cli.RunAsync("hosts", "isolated")).Ended(0).Messages<IsolatedHost>();
        Assert.True(Assert.Single(isolated, one => one.TargetHost == host.Id).Confirmed);
        Assert.Contains(host.Id, (await Cli.RunAsync("hosts", "isolated", "-o", "text")).Ended(0).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Servers_And_Capabilities_AreJsonInAPipeAndTablesAsText()
    {
        var server = Assert.Single((await Cli.RunAsync("servers")).Ended(0).Json());
        Assert.Equal(("default", true), (server.GetProperty("server").GetProperty("name").GetString(), server.GetProperty("status").GetProperty("reachable").GetBoolean()));
        Assert.Contains("ready", (await Cli.RunAsync("servers", "-o", "text")).Ended(0).Output, StringComparison.Ordinal);

        Assert.Equal(9, (await Cli.RunAsync("capabilities")).Ended(0).Message<GetCapabilitiesResponse>().Servers[0].Actions.Count);
        Assert.Contains("isolate-host", (await Cli.RunAsync("capabilities", "-o", "text")).Ended(0).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Explain_PrintsTheExactBody()
    {
        var action = new ResponseAction { TargetHost = Gateway.HostId(6), StartProcess = new StartProcess { ExecutablePath = @"C:\Ж +😀.exe", Arguments = "" } };
        var expected = await Gateway.Responses.SubmitAsync(new SubmitRequest { Action = action, ValidateOnly = true }, Gateway.Options());

        var result = (await Cli.RunAsync("explain", "start-process", "--path", @"C:\Ж +😀.exe", "--arguments=", "--host", Gateway.HostId(6))).Ended(0);

        Assert.Equal(expected.IncidentBody + "\n", result.Output);
    }
}
