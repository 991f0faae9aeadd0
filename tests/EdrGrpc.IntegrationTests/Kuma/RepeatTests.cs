using System.Runtime.Versioning;
using EdrGrpc.Contract.V1;
using EdrGrpc.IntegrationTests.Support;
using EdrGrpc.Ksc.Simulator;
using Xunit;

namespace EdrGrpc.IntegrationTests.Kuma;

/// <summary>A response of KUMA acts once, whatever becomes of answers and however often KUMA starts the script.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class RepeatTests : IAsyncLifetime
{
    private Gateway _gateway = null!;

    private string Host => _gateway.HostId(0);

    private string Web => _gateway.App.Urls.Single(url => url.StartsWith("http://", StringComparison.Ordinal));

    public async ValueTask InitializeAsync() =>
        _gateway = await Gateway.StartAsync(settings: new Dictionary<string, string?>(StringComparer.Ordinal) { ["Web:Url"] = "http://127.0.0.1:0" });

    public ValueTask DisposeAsync() => _gateway.DisposeAsync();

    [Fact]
    public async Task LostAnswers_AreOneSubmission()
    {
        using var proxy = new CutAnswer(Web, answers: 2);
        using var folder = new CorrelatorFolder(proxy.Url, _gateway.CertificatePem);

        var run = await folder.RunAsync("startProcess.py", "--targetHost", Host, "--executablePath", @"C:\a.exe", "--eventId", "e", "--wait", "30");

        run.MustEnd(0, "OK: SUCCEEDED");
        Assert.Equal(2, proxy.Cut);
        await MustBeOneAsync();
    }

    [Fact]
    public async Task LostAnswers_WithoutEventId_AreOneSubmission()
    {
        // The first answer is that of the look for earlier submissions.
        using var proxy = new CutAnswer(Web, answers: 2);
        using var folder = new CorrelatorFolder(proxy.Url, _gateway.CertificatePem);

        var run = await folder.RunAsync("isolateHost.py", "--targetHost", Host, "--action", "1", "--wait", "30");

        run.MustEnd(0, "OK: SUCCEEDED");
        Assert.Equal(2, proxy.Cut);
        await MustBeOneAsync();
    }

    [Fact]
    public async Task ScriptCutOffByItsLimit_StartedAgain_IsOneSubmission()
    {
        using var proxy = new CutAnswer(Web, answers: 1000);
        using var cut = new CorrelatorFolder(proxy.Url, _gateway.CertificatePem);
        using var folder = CorrelatorFolder.For(_gateway);
        string[] rule = ["--targetHost", Host, "--path", @"C:\a.exe", "--eventId", "e"];

        var first = await cut.RunAsync("deleteFile.py", [.. rule, "--timeout", "2"]);
        var second = await folder.RunAsync("deleteFile.py", rule);

        first.MustEnd(5, "Whether it was recorded is not known; starting the script again with the same arguments is safe");
        second.MustEnd(0, "already recorded (a repeat, nothing new was done)");
        Assert.True(proxy.Cut > 1);
        await MustBeOneAsync();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task ScriptStartedAgain_NamesTheSubmissionOfTheFirst(bool event1)
    {
        using var folder = CorrelatorFolder.For(_gateway, "repeat_window = 3600");
        string[] rule = ["--targetHost", Host, "--action", "1", .. event1 ? new[] { "--eventId", "e" } : []];

        var first = await folder.RunAsync("isolateHost.py", rule);
        var second = await folder.RunAsync("isolateHost.py", rule);

        first.MustEnd(0, "OK: recorded as submission ");
        second.MustEnd(0, "already recorded");
        Assert.Equal(first.SubmissionId, second.SubmissionId);
        await MustBeOneAsync();
    }

    [Fact]
    public async Task ScriptsOfOneEventAtOnce_AreOneSubmission()
    {
        using var folder = CorrelatorFolder.For(_gateway);

        var runs = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => folder.RunAsync("isolateHost.py", "--targetHost", Host, "--action", "1", "--eventId", "e")));

        Assert.All(runs, run => run.MustEnd(0, "recorded"));
        Assert.Single(runs, run => run.Output.Contains("OK: recorded", StringComparison.Ordinal));
        await MustBeOneAsync();
    }

    [Fact]
    public async Task AnotherEvent_ActsAgain()
    {
        using var folder = CorrelatorFolder.For(_gateway);

        var runs = new[]
        {
            await folder.RunAsync("isolateHost.py", "--targetHost", Host, "--action", "1", "--eventId", "1"),
            await folder.RunAsync("isolateHost.py", "--targetHost", Host, "--action", "1", "--eventId", "2"),
        };

        Assert.All(runs, run => run.MustEnd(0, "OK: recorded as"));
        Assert.Equal(2, runs.Select(run => run.SubmissionId).Distinct().Count());
    }

    private async Task MustBeOneAsync()
    {
        var listed = await _gateway.Responses.ListSubmissionsAsync(new ListSubmissionsRequest(), Gateway.Options());
        var submission = Assert.Single(listed.Submissions);
        var ended = await _gateway.EndOfAsync(submission.SubmissionId);
        Assert.Equal(SubmissionState.Succeeded, ended.State);
        Assert.Single(_gateway.Simulator.Ledger.Of(LedgerKind.IncidentAdded));
    }
}
