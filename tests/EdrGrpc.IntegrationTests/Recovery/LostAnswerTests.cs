using EdrGrpc.Contract.V1;
using EdrGrpc.IntegrationTests.Support;
using EdrGrpc.Ksc.Simulator;
using Xunit;

namespace EdrGrpc.IntegrationTests.Recovery;

/// <summary>AddIncident has no idempotency key: whatever becomes of its answer, there is one incident, or a state that says why not.</summary>
public sealed class LostAnswerTests
{
    private const string AddIncident = "HostGroup.AddIncident";

    [Fact]
    public async Task LostAnswer_IsFoundAndAdopted()
    {
        await using var gateway = await Gateway.StartAsync();
        gateway.Simulator.Faults.On(AddIncident).Times(1).LoseAnswer();

        var events = await RunAsync(gateway, gateway.Isolate(0));

        Assert.Contains(events, submissionEvent => submissionEvent.State == SubmissionState.Reconciling);
        Assert.Equal(SubmissionState.Succeeded, events[^1].State);
        Assert.Equal(1, events[^1].Submission.Attempts);
        var incident = Assert.Single(gateway.Simulator.Ledger.Of(LedgerKind.IncidentAdded));
        Assert.Equal(incident.IncidentId, events[^1].Submission.IncidentId);
    }

    [Theory]
    [InlineData("drop")]
    [InlineData("403")]
    [InlineData("401")]
    [InlineData("503")]
    public async Task RequestThatNeverArrived_IsSentAgainWithTheSameTime(string fault)
    {
        await using var gateway = await Gateway.StartAsync();
        var times = new List<string>();
        var rule = gateway.Simulator.Faults.On(AddIncident).When(call =>
        {
            times.Add(call.Arguments.GetProperty("pData").GetProperty("KLINCDT_ADDED").GetProperty("value").GetString()!);
            return times.Count == 1;
        });
        using var active = fault == "drop" ? rule.DropBefore() : rule.Status(int.Parse(fault));

        var events = await RunAsync(gateway, gateway.Isolate(0));

        Assert.Contains(events, submissionEvent => submissionEvent.State == SubmissionState.Reconciling);
        Assert.Equal(SubmissionState.Succeeded, events[^1].State);
        Assert.Equal(2, events[^1].Submission.Attempts);
        Assert.Single(gateway.Simulator.Ledger.Of(LedgerKind.IncidentAdded));
        Assert.Equal(2, times.Count);
        Assert.Single(times.Distinct());
        Assert.True(gateway.Simulator.LoginAttempts < 10, $"{gateway.Simulator.LoginAttempts} logins");
    }

    [Fact]
    public async Task StartProcess_WhoseAnswerWasLost_IsAdoptedWhenKscHasIt()
    {
        await using var gateway = await Gateway.StartAsync();
        gateway.Simulator.Faults.On(AddIncident).Times(1).LoseAnswer();
        var events = await RunAsync(gateway, StartProcess(gateway));
        Assert.Equal(SubmissionState.Succeeded, events[^1].State);
        Assert.Single(gateway.Simulator.Ledger.Of(LedgerKind.IncidentAdded));
    }

    [Theory]
    [InlineData(false, SubmissionState.OutcomeUnknown, 0)]
    [InlineData(true, SubmissionState.Succeeded, 1)]
    public async Task StartProcess_ProvenAbsent_IsRepeatedOnlyWhenAllowed(bool allowed, SubmissionState end, int incidents)
    {
        await using var gateway = await Gateway.StartAsync(settings: new Dictionary<string, string?> { ["Ksc:RepeatStartProcess"] = allowed.ToString() });
        gateway.Simulator.Faults.On(AddIncident).Times(1).DropBefore();
        var events = await RunAsync(gateway, StartProcess(gateway));
        Assert.Equal(end, events[^1].State);
        Assert.Equal(incidents, gateway.Simulator.Ledger.Of(LedgerKind.IncidentAdded).Count);
    }

    [Fact]
    public async Task SeveralIncidentsThatMatch_AreNeverGuessedBetween()
    {
        await using var gateway = await Gateway.StartAsync();
        SimulatedCall? seen = null;
        gateway.Simulator.Faults.On(AddIncident).Times(1).When(call =>
        {
            var data = call.Arguments.GetProperty("pData");
            for (var copy = 0; seen is null && copy < 2; copy++)
            {
                gateway.Simulator.AddForeignIncident(
                    gateway.HostId(0), data.GetProperty("KLINCDT_BODY").GetString()!, data.GetProperty("KLINCDT_ADDED").GetProperty("value").GetDateTimeOffset());
            }

            seen = call;
            return true;
        }).DropBefore();

        var ended = (await RunAsync(gateway, gateway.Isolate(0)))[^1].Submission;

        Assert.Equal(SubmissionState.OutcomeUnknown, ended.State);
        Assert.Equal(2, gateway.Simulator.Ledger.Of(LedgerKind.IncidentAdded).Count(entry => entry.Foreign == true));
        Assert.All(gateway.Simulator.Ledger.Of(LedgerKind.IncidentAdded), entry => Assert.Contains(entry.IncidentId.ToString()!, Candidates(ended), StringComparison.Ordinal));
    }

    [Fact]
    public async Task Refusal_EndsRejectedWithKscsText()
    {
        await using var gateway = await Gateway.StartAsync();
        gateway.Simulator.Faults.On(AddIncident).Times(1).PxgError(1184, "Access denied to incidents");
        var ended = (await RunAsync(gateway, gateway.Isolate(0)))[^1].Submission;
        Assert.Equal(SubmissionState.Rejected, ended.State);
        Assert.Contains("Access denied to incidents", ended.Error.Message, StringComparison.Ordinal);
        Assert.Empty(gateway.Simulator.Ledger.Of(LedgerKind.IncidentAdded));
    }

    [Fact]
    public async Task TemporarilyUnavailable_IsRepeated()
    {
        await using var gateway = await Gateway.StartAsync();
        gateway.Simulator.Faults.On(AddIncident).Times(2).PxgError(1195, "Unavailable");
        var ended = (await RunAsync(gateway, gateway.Isolate(0)))[^1].Submission;
        Assert.Equal((SubmissionState.Succeeded, 3), (ended.State, ended.Attempts));
        Assert.Single(gateway.Simulator.Ledger.Of(LedgerKind.IncidentAdded));
    }

    [Fact]
    public async Task LostUpdateIncident_IsSimplyRepeated()
    {
        await using var gateway = await Gateway.StartAsync();
        gateway.Simulator.Faults.On("HostGroup.UpdateIncident").Times(3).LoseAnswer();
        var ended = (await RunAsync(gateway, gateway.Isolate(0)))[^1].Submission;
        Assert.Equal(SubmissionState.Succeeded, ended.State);
        Assert.Single(gateway.Simulator.Ledger.Of(LedgerKind.IncidentAdded));
    }

    private static string Candidates(Submission submission) => submission.Error.Details[0].Unpack<Google.Rpc.ErrorInfo>().Metadata["candidates"];

    private static async Task<List<SubmissionEvent>> RunAsync(Gateway gateway, ResponseAction action) =>
        await gateway.EventsUntilAsync((await gateway.SubmitAsync(action)).SubmissionId, _ => false);

    private static ResponseAction StartProcess(Gateway gateway) => new()
    {
        TargetHost = gateway.HostId(0), StartProcess = new StartProcess { ExecutablePath = @"C:\Temp\a.exe" },
    };
}
