using EdrGrpc.Contract.V1;
using EdrGrpc.IntegrationTests.Support;
using EdrGrpc.Ksc.Simulator;
using Xunit;

namespace EdrGrpc.IntegrationTests.Replicas;

/// <summary>The task budget and the pace are of the KSC server, not of a replica.</summary>
[Collection(ReplicaTests.Name)]
public sealed class SharedLimitsTests(ITestOutputHelper output)
{
    [Fact]
    public async Task TaskBudget_OverTwoReplicas_IsNeverExceeded()
    {
        const int budget = 10;
        const int count = 60;
        var options = Gateway.Fast();
        options.RunTime = TimeSpan.FromMilliseconds(150);
        options.TaskLimit = budget;
        await using var replicas = await ReplicaSet.StartAsync(2, options, $"Ksc__TaskBudget={budget}", "Ksc__BusyObservationMaxAge=00:00:00.100");
        var submitted = await Task.WhenAll(Enumerable.Range(0, count).Select(number =>
            replicas[number % 2].Responses.SubmitAsync(replicas.Request(number % 20), Gateway.Options()).ResponseAsync));
        foreach (var answer in submitted)
        {
            Assert.Equal(SubmissionState.Succeeded, (await ReplicaSet.EventsAsync(replicas[0], answer.Submission.SubmissionId))[^1].State);
        }

        var rotated = replicas.Simulator.Ledger.Of(LedgerKind.TaskRotated);
        output.WriteLine($"{count} submissions against a limit of {budget}: {rotated.Count} finished tasks rotated away, {rotated.Count(task => task.Text == "unfinished")} unfinished");
        Assert.DoesNotContain(rotated, task => task.Text == "unfinished");
        Assert.NotEmpty(rotated);
    }

    [Fact]
    public async Task SendRate_OverTwoReplicas_IsOneRate()
    {
        const int rate = 10;
        const int count = 100;
        await using var replicas = await ReplicaSet.StartAsync(2, null, $"Ksc__SendRate={rate}");
        var began = TimeProvider.System.GetUtcNow();
        await Task.WhenAll(Enumerable.Range(0, count).Select(number =>
            replicas[number % 2].Responses.SubmitAsync(replicas.Request(number % 20), Gateway.Options()).ResponseAsync));
        await Until.TrueAsync(() => replicas.Incidents.Count == count, "all are sent");

        // Not from the first incident: a busy machine sends the first ones late.
        var taken = (replicas.Incidents.Max(incident => incident.Time) - began).TotalSeconds;
        output.WriteLine($"{count} submissions through two replicas at {rate}/s: {taken:0.0} s");

        // A second's worth goes at once.
        Assert.True(taken >= ((count - (rate * 1.5)) / rate), $"{taken:0.0} s");
    }
}
