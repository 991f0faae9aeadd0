using EdrGrpc.Contract.V1;
using EdrGrpc.IntegrationTests.Support;
using EdrGrpc.Ksc.Simulator;
using Grpc.Core;
using Xunit;

namespace EdrGrpc.IntegrationTests.Recovery;

/// <summary>KSC keeps 100 response tasks and rotates the oldest away, finished or not: none of ours may be lost by it.</summary>
public sealed class BudgetTests(ITestOutputHelper output)
{
    private const int Submissions = 1000;
    private const int Offline = 50;
    private const int ForeignTasks = 30;

    // A minute passes in three seconds.
    private const int Speed = 20;

    [Fact]
    public async Task ThousandHosts_SomeOffline_AndAForeignScript_LoseNothingToRotation()
    {
        var time = new ScaledTime(Speed);
        await using var gateway = await Gateway.StartAsync(
            new SimulatorOptions
            {
                TimeProvider = time,
                HostCount = Submissions,
                TaskCreationDelay = TimeSpan.FromSeconds(2),
                DeliveryDelay = TimeSpan.FromSeconds(1),
                StartDelay = TimeSpan.FromSeconds(1),
                RunTime = TimeSpan.FromSeconds(10),
            },
            new Dictionary<string, string?>
            {
                ["Ksc:SendRate"] = "0",
                ["Ksc:CallTimeout"] = "00:10:00",
                ["Ksc:SendWindow"] = "00:05:00",
                ["Ksc:RetryDelay"] = "00:00:01",
                ["Ksc:RetryMaxDelay"] = "00:00:05",
                ["Ksc:TaskPollInterval"] = "00:00:02",
                ["Ksc:TaskPollMaxInterval"] = "00:00:05",
                ["Ksc:HostCheckInterval"] = "00:00:10",
                ["Ksc:TaskAppearTimeout"] = "00:30:00",
                ["Ksc:TaskSearchInterval"] = "00:30:00",
                ["Ksc:SweepInterval"] = "00:01:00",
            });
        var offline = Enumerable.Range(0, Offline).Select(index => gateway.HostId(index * (Submissions / Offline))).ToList();
        offline.ForEach(host => gateway.Simulator.Hosts.SetOnline(host, false));
        var back = time.GetUtcNow() + TimeSpan.FromMinutes(10);

        var batch = new SubmitBatchRequest { RequestId = Guid.NewGuid().ToString() };
        batch.Items.Add(Enumerable.Range(0, Submissions).Select(index => new BatchItem { ItemId = index.ToString(), Action = gateway.Isolate(index) }));
        var accepted = await gateway.Responses.SubmitBatchAsync(batch, Long());
        using var watch = gateway.Responses.WatchSubmissions(new WatchSubmissionsRequest { Filter = new SubmissionFilter { BatchId = accepted.BatchId } }, Long());
        var ends = new Dictionary<string, SubmissionState>(StringComparer.Ordinal);
        var waited = new HashSet<string>(StringComparer.Ordinal);
        var foreign = 0;
        var isBack = false;
        await foreach (var message in watch.ResponseStream.ReadAllAsync())
        {
            if (message.Event is { } step)
            {
                waited.UnionWith(step.Submission.WaitingReason.Length > 0 ? [step.Submission.WaitingReason.Split(':')[0].Split(';')[0]] : []);
                if (step.State >= SubmissionState.Succeeded)
                {
                    ends[step.SubmissionId] = step.State;
                    gateway.Meters.Observe();
                }

                // The foreign script works along: a task now and then while the batch runs.
                if (foreign < ForeignTasks && ends.Count > foreign * 10)
                {
                    gateway.Simulator.AddForeignTask(gateway.HostId(foreign), $"[Response][SOAR] getFile - {foreign}", SimulatedTaskState.Succeeded);
                    foreign++;
                }
            }

            if (!isBack && time.GetUtcNow() > back)
            {
                isBack = true;
                offline.ForEach(host => gateway.Simulator.Hosts.SetOnline(host, true));
            }

            if (ends.Count == Submissions)
            {
                break;
            }
        }

        var used = gateway.Meters.Greatest("edrgrpc.budget.used", "server=default");
        var lost = gateway.Simulator.Tasks.Rotated.Where(rotated => rotated.WasUnfinished).ToList();
        var behind = GreatestBehindUnfinished(gateway.Simulator.Ledger.Snapshot());
        output.WriteLine($"{ends.Count} ended, {gateway.Simulator.Tasks.Rotated.Count} tasks rotated, {lost.Count} of them unfinished, {foreign} foreign tasks");
        output.WriteLine($"greatest number of tasks since our oldest unfinished one: {behind} in KSC, {used} as counted by the gateway");
        output.WriteLine($"waited: {string.Join("; ", waited)}");
        Assert.True(isBack, "The batch ended before the offline hosts were back: nothing was held.");
        Assert.Equal(ForeignTasks, foreign);
        Assert.Empty(lost);
        Assert.InRange(behind, 45, 90 + ForeignTasks);
        // The gateway may count more than there are, never less: a task of ours that it saw and did not claim yet counts twice (ADR 4).
        Assert.InRange(used, 45, (2 * 90) + ForeignTasks);
        Assert.All(ends.Values, state => Assert.Equal(SubmissionState.Succeeded, state));
        Assert.Equal(Submissions, gateway.Simulator.Ledger.Of(LedgerKind.IncidentAdded).Count);
        Assert.Contains(waited, reason => reason.Contains("offline", StringComparison.Ordinal));
        Assert.Contains(waited, reason => reason.Contains("task budget", StringComparison.Ordinal));
        Assert.True(gateway.Meters.Sum("edrgrpc.submissions.waits", "server=default kind=HostOffline") >= Offline);
        Assert.True(gateway.Meters.Sum("edrgrpc.submissions.waits", "server=default kind=Budget") > 0);
    }

    [Fact]
    public async Task ReleaseOfAHost_GoesBeforeBulkWork_AlsoWhenTheBudgetIsUsedUp()
    {
        var slow = Gateway.Fast();
        slow.HostCount = 60;
        slow.RunTime = TimeSpan.FromMinutes(5);
        await using var gateway = await Gateway.StartAsync(slow, new Dictionary<string, string?>
        {
            ["Ksc:TaskBudget"] = "20", ["Ksc:ReleaseReserve"] = "2", ["Ksc:StuckAfter"] = "00:00:01", ["Ksc:BusyObservationMaxAge"] = "00:00:00.100",
        });
        var bulk = new List<string>();
        for (var index = 0; index < 50; index++)
        {
            bulk.Add((await gateway.SubmitAsync(gateway.Isolate(index))).SubmissionId);
        }

        // 18 of 20 go to bulk work; the rest waits and says for what, and for whom.
        await gateway.Simulator.Ledger.WaitForAsync(entry => entry.Kind == LedgerKind.TaskCreated, 18);
        var blocked = await gateway.EventsUntilAsync(bulk[^1], submissionEvent => submissionEvent.Submission.WaitingReason.Contains("the oldest unfinished one is isolateHost", StringComparison.Ordinal));
        Assert.Contains("task budget", blocked[^1].Submission.WaitingReason, StringComparison.Ordinal);
        var status = await gateway.Ksc.GetServerStatusAsync(new GetServerStatusRequest(), Gateway.Options());
        Assert.Contains(status.OldestSubmissionId, bulk);

        var release = (await gateway.SubmitAsync(gateway.Isolate(59, enable: false))).SubmissionId;
        await gateway.EventsUntilAsync(release, submissionEvent => submissionEvent.State == SubmissionState.TaskRunning);
        Assert.Equal(19, gateway.Simulator.Ledger.Of(LedgerKind.IncidentAdded).Count);
    }

    // By the simulator's own record: response tasks created since the oldest of ours that was unfinished then, that one included.
    private static int GreatestBehindUnfinished(IReadOnlyList<LedgerEntry> ledger)
    {
        var unfinished = new SortedSet<int>();
        var created = new List<int>();
        var greatest = 0;
        foreach (var entry in ledger.Where(entry => entry.TaskId is not null))
        {
            var task = entry.TaskId!.Value;
            if (entry.Kind == LedgerKind.TaskCreated)
            {
                created.Add(task);
                if (!entry.Foreign)
                {
                    unfinished.Add(task);
                }

                greatest = Math.Max(greatest, created.Count(id => unfinished.Count > 0 && id >= unfinished.Min));
            }
            else if (entry.Kind is LedgerKind.TaskRotated or LedgerKind.TaskDeleted || entry.State is SimulatedTaskState.Succeeded or SimulatedTaskState.Warning or SimulatedTaskState.Failed)
            {
                unfinished.Remove(task);
            }
        }

        return greatest;
    }

    private static CallOptions Long() => new(deadline: TimeProvider.System.GetUtcNow().UtcDateTime + TimeSpan.FromMinutes(4));
}
