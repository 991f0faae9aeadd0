using EdrGrpc.Contract.V1;
using EdrGrpc.IntegrationTests.Support;
using EdrGrpc.Ksc.Simulator;
using Microsoft.Extensions.Logging;
using Xunit;

namespace EdrGrpc.IntegrationTests.Recovery;

/// <summary>KSC works off a lost AddIncident after the quiet period: what cannot be undone is raised.</summary>
public sealed class LateIncidentTests
{
    private static readonly TimeSpan AfterTheQuietPeriod = TimeSpan.FromSeconds(3);

    private static readonly Dictionary<string, string?> Settings = new() { ["Ksc:CallTimeout"] = "00:00:01", ["Ksc:LateIncidentInterval"] = "00:00:00.200" };

    [Fact]
    public async Task SecondIncident_WhileTheSubmissionRuns_IsAnEvent_RaisedOnce()
    {
        var slow = Gateway.Fast();
        slow.RunTime = TimeSpan.FromSeconds(8);
        await using var gateway = await Gateway.StartAsync(slow, Settings);
        gateway.Simulator.Faults.On("HostGroup.AddIncident").Times(1).ProcessLate(AfterTheQuietPeriod);

        var id = (await gateway.SubmitAsync(gateway.Isolate(0))).SubmissionId;
        var events = await gateway.EventsUntilAsync(id, _ => false);

        var incidents = gateway.Simulator.Ledger.Of(LedgerKind.IncidentAdded);
        Assert.Equal(2, incidents.Count);
        Assert.Single(incidents.Select(incident => incident.Added).Distinct());
        var second = incidents.Single(incident => incident.IncidentId != events[^1].Submission.IncidentId);
        var raised = Assert.Single(events, raised => raised.Detail.Contains($"second incident {second.IncidentId} ", StringComparison.Ordinal));
        Assert.True(raised.Revision < events[^1].Revision);
        Assert.Equal(1, gateway.Meters.Sum("edrgrpc.incidents.late", "server=default"));
        Assert.Single(gateway.Logs.Lines, line => line.Level == LogLevel.Error && line.Text.Contains($"incident {second.IncidentId} exists", StringComparison.Ordinal));
    }

    [Fact]
    public async Task StartProcess_ThatEndedOutcomeUnknown_IsRaisedWhenItsIncidentAppears()
    {
        await using var gateway = await Gateway.StartAsync(settings: Settings);
        gateway.Simulator.Faults.On("HostGroup.AddIncident").Times(1).ProcessLate(AfterTheQuietPeriod);
        var action = new ResponseAction { TargetHost = gateway.HostId(0), StartProcess = new StartProcess { ExecutablePath = @"C:\Temp\a.exe" } };

        var ended = await gateway.EndOfAsync((await gateway.SubmitAsync(action)).SubmissionId);
        Assert.Equal(SubmissionState.OutcomeUnknown, ended.State);

        var late = await gateway.Simulator.Ledger.WaitForAsync(entry => entry.Kind == LedgerKind.IncidentAdded);
        await gateway.Logs.WaitForAsync(line => line.Level == LogLevel.Error && line.Text.Contains($"incident {late.IncidentId} exists", StringComparison.Ordinal));
        Assert.Single(gateway.Simulator.Ledger.Of(LedgerKind.IncidentAdded));
    }

    [Fact]
    public async Task RaisedBefore_IsNotRaisedAgain_AfterARestart()
    {
        var slow = Gateway.Fast();
        slow.RunTime = TimeSpan.FromMinutes(5);
        await using var gateway = await Gateway.StartAsync(slow, Settings);
        gateway.Simulator.Faults.On("HostGroup.AddIncident").Times(1).ProcessLate(AfterTheQuietPeriod);
        var id = (await gateway.SubmitAsync(gateway.Isolate(0))).SubmissionId;
        await gateway.EventsUntilAsync(id, submissionEvent => submissionEvent.Detail.Contains("second incident", StringComparison.Ordinal));

        await gateway.StopAsync();
        await gateway.StartAgainAsync();
        gateway.Simulator.Tasks.Complete(gateway.Simulator.Tasks.All[0].Id);

        var events = await gateway.EventsUntilAsync(id, _ => false);
        Assert.Equal(SubmissionState.Succeeded, events[^1].State);
        Assert.Single(events, submissionEvent => submissionEvent.Detail.Contains("second incident", StringComparison.Ordinal));
    }
}
