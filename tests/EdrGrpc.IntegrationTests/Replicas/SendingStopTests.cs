using System.Diagnostics;
using EdrGrpc.Contract.V1;
using EdrGrpc.IntegrationTests.Support;
using EdrGrpc.Ksc;
using EdrGrpc.Ksc.Simulator;
using Grpc.Core;
using Xunit;

namespace EdrGrpc.IntegrationTests.Replicas;

/// <summary>A stop of sending holds on every replica when it is answered.</summary>
[Collection(ReplicaTests.Name)]
public sealed class SendingStopTests(ITestOutputHelper output)
{
    private const int SigStop = 19;

    // From the look at the fence to the entry in the ledger.
    private static readonly TimeSpan Transit = TimeSpan.FromMilliseconds(300);

    [Fact]
    public async Task Stop_AtOneReplica_HoldsAtTheOthersWhenItIsAnswered()
    {
        await using var replicas = await ReplicaSet.StartAsync(3);
        using var enough = new CancellationTokenSource();
        var flow = SubmitAsync(replicas, enough.Token);
        for (var round = 0; round < 3; round++)
        {
            var before = replicas.Incidents.Count;
            await Until.TrueAsync(() => replicas.Incidents.Count > before + 20, "submissions are sent");
            var asked = Stopwatch.GetTimestamp();
            await replicas[round].Admin.StopSendingAsync(new StopSendingRequest { Reason = "test" }, Gateway.Options());
            var answered = TimeProvider.System.GetUtcNow();
            output.WriteLine($"the stop was answered after {Stopwatch.GetElapsedTime(asked).TotalMilliseconds:0} ms");
            var known = Enumerable.Range(0, 3).Select(number => replicas[number].Admin.GetSendingState(new GetSendingStateRequest(), Gateway.Options()).State.Stopped);
            Assert.All(known, Assert.True);
            await Task.Delay(TimeSpan.FromSeconds(1), TimeProvider.System, TestContext.Current.CancellationToken);
            Assert.DoesNotContain(replicas.Incidents, incident => incident.Time > answered + Transit);
            await replicas[(round + 1) % 3].Admin.ResumeSendingAsync(new ResumeSendingRequest(), Gateway.Options());
        }

        await enough.CancelAsync();
        await flow;
    }

    [Fact]
    public async Task Stop_WhileAReplicaStandsStillBeforeItsRequest_IsAnsweredWhenThatCanNotBeSentAnyMore()
    {
        const string window = "Ksc__SendWindow=00:00:04";
        await using var replicas = await ReplicaSet.StartAsync(1, null, window);
        var stopped = await replicas.AddAsync([window, .. ReplicaSet.SignalAt(SendPoints.IntentStored, 1, SigStop)]);
        for (var host = 0; !stopped.Process.IsPaused; host++)
        {
            await replicas[0].Responses.SubmitAsync(replicas.Request(host % 20), Gateway.Options());
        }

        var sentBefore = replicas.Incidents.Count;
        var asked = Stopwatch.GetTimestamp();
        await replicas[0].Admin.StopSendingAsync(new StopSendingRequest { Reason = "test" }, Gateway.Options());
        output.WriteLine($"with a replica that stands still the stop was answered after {Stopwatch.GetElapsedTime(asked).TotalSeconds:0.0} s");
        Assert.InRange(Stopwatch.GetElapsedTime(asked).TotalSeconds, 3.5, 20);
        var answered = TimeProvider.System.GetUtcNow();
        stopped.Process.Resume();
        await stopped.Process.WaitForAsync("the time until which it may be sent has passed");
        Assert.DoesNotContain(replicas.Incidents, incident => incident.Time > answered);
        Assert.True(replicas.Incidents.Count >= sentBefore);
    }

    private static async Task SubmitAsync(ReplicaSet replicas, CancellationToken enough)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(15), TimeProvider.System);
        for (var number = 0; !enough.IsCancellationRequested; number++)
        {
            await replicas[number % 3].Responses.SubmitAsync(replicas.Request(number % 20), Gateway.Options());
            await timer.WaitForNextTickAsync(CancellationToken.None);
        }
    }
}
