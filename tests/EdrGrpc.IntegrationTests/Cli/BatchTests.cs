using EdrGrpc.Cli.Submit;
using EdrGrpc.Contract.V1;
using EdrGrpc.IntegrationTests.Support;
using Google.Protobuf;
using Xunit;

namespace EdrGrpc.IntegrationTests.Cli;

/// <summary>edrctl submit --from: the same for many hosts.</summary>
public sealed class BatchTests(SharedGateway shared) : IClassFixture<SharedGateway>
{
    private Gateway Gateway => shared.Gateway;

    private string Name(int host) => Gateway.Simulator.Hosts.All[host].DisplayName;

    [Fact]
    public async Task From_NamesAndIds_AllAreWatchedToTheirEnd()
    {
        var hosts = $"\uFEFF{Name(0)}\r\n\n# all of them\n  {Name(1)}   # the second\nid:{Gateway.HostId(2)}";
        var result = (await new Edrctl(Gateway).RunAsync(hosts, ["submit", "get-file", "--path", @"C:\a", "--from", "-", "--watch"])).Ended(0);

        var messages = result.Messages<SubmitAndWatchResponse>();
        var submitted = messages.Where(message => message.Submitted is not null).Select(message => message.Submitted.Submission).ToList();
        Assert.Equal([Gateway.HostId(0), Gateway.HostId(1), Gateway.HostId(2)], submitted.Select(one => one.TargetHost));
        Assert.Equal(3, messages.Count(message => message.Event?.State == SubmissionState.Succeeded));
        Assert.Contains("3 of 3 hosts recorded", result.Errors, StringComparison.Ordinal);
        Assert.Contains("3 SUCCEEDED", result.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task From_BadLines_EveryOneIsNamed_AndNothingIsSent()
    {
        var label = Guid.NewGuid().ToString();
        var file = Path.Combine(Gateway.Folder, "hosts.txt");
        await File.WriteAllTextAsync(file, $"{Name(0)}\nWS-*\n{Name(0).ToLowerInvariant()}\na,b\nid:\nx\u0001y\n{new string('h', 256)}\n");

        var result = (await new Edrctl(Gateway).RunAsync("submit", "isolate-host", "--from", file, "--label", $"run={label}")).Ended(2);

        foreach (var line in (string[])["line 2: quotes and wildcards", "line 3: the host stands in line 1", "line 4: one host a line", "line 5: the id is missing", "line 6: control", "line 7: a host has at most"])
        {
            Assert.Contains(line, result.Errors, StringComparison.Ordinal);
        }

        Assert.Empty((await new Edrctl(Gateway).RunAsync("list", "--label", $"run={label}")).Ended(0).Lines);
    }

    [Theory]
    [InlineData("", "names no host")]
    [InlineData("# nothing\n", "names no host")]
    public async Task From_Empty_IsWrongUse(string hosts, string sentence) =>
        Assert.Contains(sentence, (await new Edrctl(Gateway).RunAsync(hosts, ["submit", "isolate-host", "--from", "-"])).Ended(2).Errors, StringComparison.Ordinal);

    [Fact]
    public async Task From_UnknownHost_NamesItAndRecordsNone()
    {
        var result = (await new Edrctl(Gateway).RunAsync($"{Name(0)}\nNO-SUCH-HOST\n", ["submit", "isolate-host", "--from", "-"])).Ended(3);
        Assert.Contains("NO-SUCH-HOST", result.Errors, StringComparison.Ordinal);
        Assert.Contains("0 of 2 hosts recorded", result.Errors, StringComparison.Ordinal);
        Assert.Equal("", result.Output);
    }

    [Fact]
    public async Task From_DryRun_ShowsOneBodyAHost()
    {
        var result = (await new Edrctl(Gateway).RunAsync($"{Name(0)}\n{Name(1)}\n", ["submit", "isolate-host", "--from", "-", "--dry-run"])).Ended(0);
        Assert.Equal([Gateway.HostId(0), Gateway.HostId(1)], result.Messages<SubmitResponse>().Select(one => System.Text.Json.JsonDocument.Parse(one.IncidentBody).RootElement.GetProperty("targetHost").GetString()));
    }

    [Fact]
    public async Task From_2001Hosts_AreThreeRequestsWithIdsOfTheirOwn()
    {
        var file = Path.Combine(Gateway.Folder, "many.txt");
        await File.WriteAllLinesAsync(file, Enumerable.Range(1, 2001).Select(number => $"H{number}"));
        var details = new RequestDetails(Guid.NewGuid(), "", null, null);
        var action = new ResponseAction { IsolateHost = new IsolateHost { Action = IsolationAction.Enable } };

        var chunks = BatchChunks.Of(HostList.Read(file), action, details, validateOnly: false).ToList();
        var again = BatchChunks.Of(HostList.Read(file), action, details, validateOnly: false).ToList();

        Assert.Equal([1000, 1000, 1], chunks.Select(chunk => chunk.Request.Items.Count));
        Assert.Equal(3, chunks.Select(chunk => chunk.Request.RequestId).Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(chunks.Select(chunk => chunk.Request), again.Select(chunk => chunk.Request));
        Assert.Equal(Enumerable.Range(1, 2001).Select(number => $"H{number}"), chunks.SelectMany(chunk => chunk.Request.Items).Select(item => item.Action.TargetHostName));
    }

    [Fact]
    public async Task From_LargeArchives_StayBelowTheLimitOfAMessage()
    {
        var file = Path.Combine(Gateway.Folder, "three.txt");
        await File.WriteAllLinesAsync(file, ["A", "B", "C"]);
        var action = new ResponseAction { IocScan = new IocScan { IocArchive = ByteString.CopyFrom(new byte[1_900_000]) } };

        var chunks = BatchChunks.Of(HostList.Read(file), action, new RequestDetails(Guid.NewGuid(), "", null, null), validateOnly: false).ToList();

        Assert.Equal([2, 1], chunks.Select(chunk => chunk.Request.Items.Count));
        Assert.All(chunks, chunk => Assert.True(chunk.Request.CalculateSize() < 4 * 1024 * 1024));
    }
}
