using EdrGrpc.Contract.V1;
using EdrGrpc.IntegrationTests.Support;
using EdrGrpc.Ksc.Simulator;
using Xunit;

namespace EdrGrpc.IntegrationTests.Recovery;

public sealed class RestartTests
{
    [Fact]
    public async Task StoppedBetweenAddIncidentAndUpdateIncident_GoesOnAfterTheRestart()
    {
        await using var gateway = await Gateway.StartAsync();
        var down = gateway.Simulator.Faults.On("HostGroup.UpdateIncident").DropBefore();
        var id = (await gateway.SubmitAsync(gateway.Isolate(0))).SubmissionId;
        await gateway.EventsUntilAsync(id, submissionEvent => submissionEvent.State == SubmissionState.IncidentAdded);
        await down.WaitUntilFiredAsync();
        await gateway.StopAsync();
        down.Dispose();
        await gateway.StartAgainAsync();

        var events = await gateway.EventsUntilAsync(id, _ => false);

        Assert.Equal(SubmissionState.Succeeded, events[^1].State);
        Assert.Single(gateway.Simulator.Ledger.Of(LedgerKind.IncidentAdded));
        Assert.Single(gateway.Simulator.Ledger.Of(LedgerKind.TaskCreated));
        Assert.DoesNotContain(events, submissionEvent => submissionEvent.State == SubmissionState.Reconciling);
    }

    [Theory]
    [InlineData(FaultPhase.Before)]
    [InlineData(FaultPhase.After)]
    public async Task StoppedWhileAddIncidentIsUnderWay_NeverSendsTwice(FaultPhase phase)
    {
        await using var gateway = await Gateway.StartAsync();
        var gate = gateway.Simulator.Faults.On("HostGroup.AddIncident").Times(1).Gate(phase);
        var id = (await gateway.SubmitAsync(gateway.Isolate(0))).SubmissionId;
        await gate.WaitUntilFiredAsync();
        var stopping = gateway.StopAsync();
        gate.Release();
        await stopping;
        await gateway.StartAgainAsync();

        Assert.Equal(SubmissionState.Succeeded, (await gateway.EndOfAsync(id)).State);
        Assert.Single(gateway.Simulator.Ledger.Of(LedgerKind.IncidentAdded));
    }
}
