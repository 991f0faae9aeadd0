using EdrGrpc.Contract.V1;
using EdrGrpc.IntegrationTests.Support;
using EdrGrpc.Ksc.Simulator;
using Xunit;

namespace EdrGrpc.IntegrationTests.Submit;

/// <summary>What a caller gives arrives as given: in KSC, and in the answers.</summary>
public sealed class SubmissionContentTests(SharedGateway shared) : IClassFixture<SharedGateway>
{
    private Gateway Gateway => shared.Gateway;

    [Theory]
    [InlineData(0, "C:\\Пользователи\\Ёлка\\счёт.exe", @"C:\\Пользователи\\Ёлка\\счёт.exe")]
    [InlineData(1, "C:\\Temp\\😀+<&>'\u00a0\u2028.exe", "C:\\\\Temp\\\\😀+<&>'\u00a0\u2028.exe")]
    [InlineData(2, "C:\\Temp\\gpj\u202Eexe.scr", "C:\\\\Temp\\\\gpj\u202Eexe.scr")]
    public async Task Submit_UnicodePath_ReachesKscCharacterForCharacter(int host, string path, string written)
    {
        var action = new ResponseAction { TargetHost = Gateway.HostId(host), GetFile = new GetFile { Path = path } };

        var ended = await Gateway.EndOfAsync((await Gateway.SubmitAsync(action)).SubmissionId);

        Assert.Equal(SubmissionState.Succeeded, ended.State);
        Assert.Equal(path, ended.Action.GetFile.Path);
        var added = Assert.Single(Gateway.Simulator.Ledger.Of(LedgerKind.IncidentAdded), entry => entry.HostId == Gateway.HostId(host));
        Assert.Equal(
            $$"""{"targetHost":"{{Gateway.HostId(host)}}","task":"getFile","params":{"md5hash":"","sha256hash":"","path":"{{written}}"},"responseEventIncident":true,"responseEventIncidentArea":"Kuma"}""",
            added.Body);
    }

    [Fact]
    public async Task Submit_ContextAndLabels_ComeBackAndNeverReachKsc()
    {
        var request = new SubmitRequest
        {
            Action = Gateway.Isolate(5),
            Context = new Context
            {
                CaseId = "CASE-17", SourceEventId = "event-9", Comment = "от дежурного 🚨", Labels = { ["team"] = "blue", ["k/8"] = "" },
            },
        };

        var submitted = (await Gateway.Responses.SubmitAsync(request, Gateway.Options())).Submission;
        var ended = await Gateway.EndOfAsync(submitted.SubmissionId);
        var got = (await Gateway.Responses.GetSubmissionAsync(new GetSubmissionRequest { SubmissionId = submitted.SubmissionId }, Gateway.Options())).Submission;

        Assert.Equal(request.Context, submitted.Context);
        Assert.Equal(request.Context, ended.Context);
        Assert.Equal(request.Context, got.Context);
        Assert.Equal("anonymous", got.Principal);
        var added = Assert.Single(Gateway.Simulator.Ledger.Of(LedgerKind.IncidentAdded), entry => entry.HostId == Gateway.HostId(5));
        Assert.DoesNotContain("CASE-17", added.Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(10, Severity.Unspecified, 2)]
    [InlineData(11, Severity.Information, 1)]
    [InlineData(12, Severity.Warning, 2)]
    [InlineData(13, Severity.Critical, 3)]
    public async Task Submit_Severity_IsKscsNumber(int host, Severity severity, int expected)
    {
        var action = Gateway.Isolate(host);
        action.Severity = severity;

        await Gateway.EndOfAsync((await Gateway.SubmitAsync(action)).SubmissionId);

        Assert.Equal(expected, Assert.Single(Gateway.Simulator.Ledger.Of(LedgerKind.IncidentAdded), entry => entry.HostId == Gateway.HostId(host)).Severity);
    }

    [Fact]
    public async Task Submit_Area_EntersTheBodyAndTheTasksName()
    {
        var action = Gateway.Isolate(6);
        action.Area = "SOC Team-2_x";

        var ended = await Gateway.EndOfAsync((await Gateway.SubmitAsync(action)).SubmissionId);

        Assert.StartsWith("[Response][SOC Team-2_x] isolateHost - ", ended.Task.DisplayName, StringComparison.Ordinal);
        var added = Assert.Single(Gateway.Simulator.Ledger.Of(LedgerKind.IncidentAdded), entry => entry.HostId == Gateway.HostId(6));
        Assert.EndsWith("\"responseEventIncidentArea\":\"SOC Team-2_x\"}", added.Body, StringComparison.Ordinal);
    }
}
