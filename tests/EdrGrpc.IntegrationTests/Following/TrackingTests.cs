using EdrGrpc.Contract.V1;
using EdrGrpc.IntegrationTests.Support;
using EdrGrpc.Ksc.Simulator;
using Google.Rpc;
using Xunit;

namespace EdrGrpc.IntegrationTests.Following;

public sealed class TrackingTests
{
    [Theory]
    [InlineData(true, SubmissionState.Failed, "TASK_FAILED")]
    [InlineData(false, SubmissionState.CompletedWithWarnings, "TASK_WARNING")]
    public async Task Outcome_CarriesKscsText(bool fails, SubmissionState state, string reason)
    {
        await using var gateway = await Gateway.StartAsync();
        const string text = "Отказано: 'C:\\x' is a system critical object";
        gateway.Simulator.Tasks.Outcome = (_, _, _) => fails ? SimulatedOutcome.Fail(text) : SimulatedOutcome.Warn(text);
        var ended = await gateway.EndOfAsync((await gateway.SubmitAsync(gateway.Isolate(0))).SubmissionId);
        Assert.Equal((state, text, reason), (ended.State, ended.Error.Message, Reason(ended)));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task NoTaskInTime_EndsUntrackedAndSaysWhetherTheBackgroundConnectionIsOn(bool on)
    {
        await using var gateway = await Gateway.StartAsync(settings: new Dictionary<string, string?> { ["Ksc:TaskAppearTimeout"] = "00:00:00.500" });
        using var none = gateway.Simulator.Tasks.SuppressCreation(_ => true);
        var id = (await gateway.SubmitAsync(gateway.Isolate(0))).SubmissionId;
        await gateway.EventsUntilAsync(id, submissionEvent => submissionEvent.State == SubmissionState.Submitted);
        gateway.Simulator.ServiceConsoleAvailable = on;
        var ended = await gateway.EndOfAsync(id);
        Assert.Equal((SubmissionState.Untracked, "TASK_NOT_SEEN"), (ended.State, Reason(ended)));
        Assert.Contains(on ? "connection is on" : "Web Console is off", ended.Error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task BackgroundConnectionOff_IsWaitedFor_AndNothingIsSent()
    {
        await using var gateway = await Gateway.StartAsync();
        gateway.Simulator.ServiceConsoleAvailable = false;
        var id = (await gateway.SubmitAsync(gateway.Isolate(0))).SubmissionId;
        await gateway.EventsUntilAsync(id, submissionEvent => submissionEvent.Submission.WaitingReason.Contains("background connection", StringComparison.Ordinal));
        Assert.Empty(gateway.Simulator.Ledger.Of(LedgerKind.IncidentAdded));
        gateway.Simulator.ServiceConsoleAvailable = true;
        Assert.Equal(SubmissionState.Succeeded, (await gateway.EndOfAsync(id)).State);
    }

    [Fact]
    public async Task OfflineHost_IsHeldBeforeAddIncident_AndSentWhenItIsBack()
    {
        await using var gateway = await Gateway.StartAsync();
        gateway.Simulator.Hosts.SetOnline(gateway.HostId(0), false);
        var id = (await gateway.SubmitAsync(gateway.Isolate(0))).SubmissionId;
        var other = (await gateway.SubmitAsync(gateway.Isolate(1))).SubmissionId;
        await gateway.EventsUntilAsync(id, submissionEvent => submissionEvent.Submission.WaitingReason.Contains("offline", StringComparison.Ordinal));
        Assert.Equal(SubmissionState.Succeeded, (await gateway.EndOfAsync(other)).State);
        Assert.Single(gateway.Simulator.Ledger.Of(LedgerKind.IncidentAdded));
        gateway.Simulator.Hosts.SetOnline(gateway.HostId(0), true);
        Assert.Equal(SubmissionState.Succeeded, (await gateway.EndOfAsync(id)).State);
    }

    [Fact]
    public async Task TwoTasksThatMatch_EndUntrackedNamingBoth()
    {
        await using var gateway = await Gateway.StartAsync();
        using var twice = gateway.Simulator.Tasks.CreateTwice(_ => true);
        var ended = await gateway.EndOfAsync((await gateway.SubmitAsync(gateway.Isolate(0))).SubmissionId);
        Assert.Equal((SubmissionState.Untracked, "TASK_AMBIGUOUS"), (ended.State, Reason(ended)));
        Assert.All(gateway.Simulator.Tasks.All, task => Assert.Contains(task.Id.ToString(), ended.Error.Message, StringComparison.Ordinal));
    }

    [Fact]
    public async Task DeletedTask_EndsUntracked()
    {
        var slow = Gateway.Fast();
        slow.RunTime = TimeSpan.FromMinutes(5);
        await using var gateway = await Gateway.StartAsync(slow);
        var id = (await gateway.SubmitAsync(gateway.Isolate(0))).SubmissionId;
        var running = (await gateway.EventsUntilAsync(id, submissionEvent => submissionEvent.State == SubmissionState.TaskRunning))[^1];
        gateway.Simulator.Tasks.Delete(int.Parse(running.Submission.Task.TaskId));
        var ended = await gateway.EndOfAsync(id);
        Assert.Equal((SubmissionState.Untracked, "TASK_VANISHED"), (ended.State, Reason(ended)));
    }

    [Fact]
    public async Task HostsOrder_IsTheOrderAccepted_AndDifferentKindsNeedNotWaitForTheEnd()
    {
        await using var gateway = await Gateway.StartAsync();
        var submitted = new List<Submission>();
        for (var index = 0; index < 12; index++)
        {
            var action = gateway.Isolate(0);
            switch (index % 3)
            {
                case 1:
                    action.GetFile = new GetFile { Path = $"C:\\{index}" };
                    break;
                case 2:
                    action.StartProcess = new StartProcess { ExecutablePath = $"C:\\{index}" };
                    break;
            }

            submitted.Add(await gateway.SubmitAsync(action));
        }

        var incidents = new List<int>();
        foreach (var submission in submitted)
        {
            var ended = await gateway.EndOfAsync(submission.SubmissionId);
            Assert.Equal(SubmissionState.Succeeded, ended.State);
            incidents.Add(ended.IncidentId);
        }

        Assert.Equal(incidents.Order(), incidents);
        Assert.Equal(12, gateway.Simulator.Ledger.Of(LedgerKind.IncidentAdded).Select(entry => entry.Added).Distinct().Count());
        Assert.Equal(0, gateway.Simulator.OpenAccessors + gateway.Simulator.OpenIterators);
    }

    [Fact]
    public async Task Budget_IsKept_AndNothingUnfinishedIsRotatedAway()
    {
        var options = Gateway.Fast();
        options.HostCount = 40;
        options.TaskLimit = 8;
        await using var gateway = await Gateway.StartAsync(options, new Dictionary<string, string?> { ["Ksc:TaskBudget"] = "5", ["Ksc:BusyObservationMaxAge"] = "00:00:00.050" });
        var ids = new List<string>();
        for (var index = 0; index < 30; index++)
        {
            ids.Add((await gateway.SubmitAsync(gateway.Isolate(index))).SubmissionId);
        }

        gateway.Simulator.AddForeignTask(gateway.HostId(35), "[Response][SOAR] getFile - x");
        foreach (var id in ids)
        {
            Assert.Equal(SubmissionState.Succeeded, (await gateway.EndOfAsync(id)).State);
        }

        Assert.NotEmpty(gateway.Simulator.Tasks.Rotated);
        Assert.DoesNotContain(gateway.Simulator.Tasks.Rotated, rotated => rotated.WasUnfinished && rotated.Task.IncidentId is not null);
    }

    private static string Reason(Submission submission) => submission.Error.Details[0].Unpack<ErrorInfo>().Reason;
}
