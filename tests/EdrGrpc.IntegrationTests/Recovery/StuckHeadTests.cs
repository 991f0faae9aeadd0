using EdrGrpc.Contract.V1;
using EdrGrpc.IntegrationTests.Support;
using EdrGrpc.Ksc.Simulator;
using Xunit;

namespace EdrGrpc.IntegrationTests.Recovery;

public sealed class StuckHeadTests
{
    [Fact]
    public async Task HeadThatIsStuck_SaysSo_ToThoseBehindIt()
    {
        await using var gateway = await Gateway.StartAsync(settings: new Dictionary<string, string?> { ["Ksc:StuckAfter"] = "00:00:00.200", ["Ksc:ReconcileMargin"] = "00:10:00" });
        gateway.Simulator.Faults.On("HostGroup.AddIncident")
            .When(call => call.Arguments.GetProperty("pData").GetProperty("KLHST_WKS_HOSTNAME").GetString() == gateway.HostId(0)).LoseAnswer();
        var head = (await gateway.SubmitAsync(gateway.Isolate(0))).SubmissionId;
        var behind = (await gateway.SubmitAsync(gateway.Isolate(0, enable: false))).SubmissionId;
        var other = (await gateway.SubmitAsync(gateway.Isolate(1))).SubmissionId;

        await gateway.EventsUntilAsync(behind, submissionEvent => submissionEvent.Submission.WaitingReason.Contains(head, StringComparison.Ordinal));
        Assert.Equal(SubmissionState.Succeeded, (await gateway.EndOfAsync(other)).State);
        await gateway.Logs.WaitForAsync(line => line.Text.Contains($"{head} stands in Reconciling", StringComparison.Ordinal));
        Assert.Single(gateway.Simulator.Ledger.Of(LedgerKind.IncidentAdded), incident => incident.HostId == gateway.HostId(0));
    }
}
