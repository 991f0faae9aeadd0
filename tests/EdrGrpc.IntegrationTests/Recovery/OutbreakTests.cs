using EdrGrpc.Contract.V1;
using EdrGrpc.IntegrationTests.Support;
using EdrGrpc.Ksc.Simulator;
using Grpc.Core;
using Xunit;

namespace EdrGrpc.IntegrationTests.Recovery;

/// <summary>Far more hosts wait than the budget lets through: the small version of the benchmark "outbreak".</summary>
public sealed class OutbreakTests(ITestOutputHelper output)
{
    private const int Isolations = 400;
    private const int Budget = 20;

    [Fact]
    public async Task HundredsOfHostsWait_ReleaseAndCriticalIsolationOvertakeThem_EachIsSentOnce_AndIsToldOnceThatItWaits()
    {
        await using var gateway = await Gateway.StartAsync(
            new SimulatorOptions
            {
                HostCount = Isolations + 2,
                TaskCreationDelay = TimeSpan.FromMilliseconds(20),
                DeliveryDelay = TimeSpan.FromMilliseconds(10),
                StartDelay = TimeSpan.FromMilliseconds(10),
                RunTime = TimeSpan.FromMilliseconds(300),
            },
            new Dictionary<string, string?> { ["Ksc:TaskBudget"] = Budget.ToString(), ["Ksc:ReleaseReserve"] = "2", ["Ksc:BusyObservationMaxAge"] = "00:00:00.200", ["Ksc:SendWindow"] = "00:00:05", ["Ksc:CallTimeout"] = "00:00:30" });
        var batch = new SubmitBatchRequest { RequestId = Guid.NewGuid().ToString() };
        batch.Items.Add(Enumerable.Range(0, Isolations).Select(index => new BatchItem { ItemId = index.ToString(), Action = gateway.Isolate(index) }));
        await gateway.Responses.SubmitBatchAsync(batch, Long());
        await gateway.Simulator.Ledger.WaitForAsync(entry => entry.Kind == LedgerKind.IncidentAdded, Budget);
        var release = await gateway.SubmitAsync(gateway.Isolate(Isolations, enable: false));
        var isolation = gateway.Isolate(Isolations + 1);
        isolation.Severity = Severity.Critical;
        await gateway.SubmitAsync(isolation);

        var ends = new Dictionary<string, SubmissionState>(StringComparer.Ordinal);
        var reasons = new Dictionary<string, int>(StringComparer.Ordinal);
        using var watch = gateway.Responses.WatchSubmissions(new WatchSubmissionsRequest(), Long());
        await foreach (var message in watch.ResponseStream.ReadAllAsync())
        {
            if (message.Event is { Submission.WaitingReason: { Length: > 0 } reason })
            {
                reasons[reason] = reasons.GetValueOrDefault(reason) + 1;
            }

            if (message.Event is { State: >= SubmissionState.Succeeded } end)
            {
                ends[end.SubmissionId] = end.State;
            }

            if (ends.Count == Isolations + 2)
            {
                break;
            }
        }

        var sent = gateway.Simulator.Ledger.Of(LedgerKind.IncidentAdded).Select(entry => entry.HostId).ToList();
        var place = sent.IndexOf(gateway.HostId(Isolations));
        var critical = sent.IndexOf(gateway.HostId(Isolations + 1));
        output.WriteLine($"the release was incident {place + 1}, the critical isolation {critical + 1} of {sent.Count}; {string.Join("; ", reasons.Select(reason => $"{reason.Value} x {reason.Key}"))}");
        var told = gateway.Meters.Sum("edrgrpc.submissions.waits", "server=default kind=Budget");
        output.WriteLine($"{told} began to wait for the budget");
        Assert.All(ends.Values, state => Assert.Equal(SubmissionState.Succeeded, state));
        Assert.Equal(Isolations + 2, sent.Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(Isolations + 2, sent.Count);
        Assert.DoesNotContain(gateway.Simulator.Tasks.Rotated, rotated => rotated.WasUnfinished);
        Assert.Equal(SubmissionState.Succeeded, ends[release.SubmissionId]);
        Assert.InRange(place, Budget - 2, Isolations / 2);
        Assert.InRange(critical, Budget - 2, Isolations / 2);

        // Told anew each time that somebody else blocks, there would be many for each.
        Assert.InRange(told, Isolations / 2, Isolations * 2);
    }

    private static CallOptions Long() => new(deadline: TimeProvider.System.GetUtcNow().UtcDateTime + TimeSpan.FromMinutes(2));
}
