using System.Diagnostics;
using EdrGrpc.Contract.V1;
using EdrGrpc.IntegrationTests.Support;
using EdrGrpc.Ksc;
using EdrGrpc.Ksc.Simulator;
using Grpc.Core;
using Xunit;

namespace EdrGrpc.IntegrationTests.Replicas;

/// <summary>A replica dies, leaves or stands still: the other finishes its work, once.</summary>
[Collection(ReplicaTests.Name)]
public sealed class TakeOverTests(ITestOutputHelper output)
{
    private const int Hosts = 12;
    private const int SigStop = 19;

    [Fact]
    public async Task Kill_OfEachReplicaInTurn_LosesNothingAndDoublesNothing()
    {
        await using var replicas = await ReplicaSet.StartAsync(2, Slow());

        // One of the two holds the grain of the KSC server: both are killed, so that it is once the one and once the other.
        for (var victim = 0; victim < 2; victim++)
        {
            var survivor = replicas[1 - victim];
            var submitted = await SubmitAsync(replicas, 4 * Hosts);
            await Until.TrueAsync(() => replicas.Incidents.Count >= (victim * 4 * Hosts) + Hosts, "work in flight");
            await replicas[victim].Process.KillAsync();
            var killed = Stopwatch.GetTimestamp();
            await VerifyEndsAsync(replicas, survivor, submitted);
            output.WriteLine($"kill -9 of replica {victim}: everything ended {Stopwatch.GetElapsedTime(killed).TotalSeconds:0.0} s after it");
            await replicas[victim].StartAsync();
        }

        VerifyOnce(replicas);
    }

    [Fact]
    public async Task Termination_EndsStreamsWithAdviceAndHandsTheWorkOver()
    {
        await using var replicas = await ReplicaSet.StartAsync(2, Slow());
        using var watch = replicas[0].Responses.WatchSubmissions(new WatchSubmissionsRequest(), Gateway.Options());
        var submitted = await SubmitAsync(replicas, 2 * Hosts);
        await Until.TrueAsync(() => replicas.Incidents.Count >= Hosts / 2, "work in flight");
        replicas[0].Process.RequestTermination();
        var terminated = Stopwatch.GetTimestamp();
        var end = await Assert.ThrowsAsync<RpcException>(async () =>
        {
            while (await watch.ResponseStream.MoveNext(TestContext.Current.CancellationToken))
            {
            }
        });
        Assert.Equal(StatusCode.Unavailable, end.StatusCode);
        Assert.NotNull(end.GetRpcStatus()!.GetDetail<Google.Rpc.RetryInfo>());
        await replicas[1].Process.WaitForAsync("has gone; its work is taken over");
        output.WriteLine($"SIGTERM: the other takes over after {Stopwatch.GetElapsedTime(terminated).TotalSeconds:0.0} s");
        Assert.True(await replicas[0].Process.ExitAsync() == 0, replicas[0].Process.Text);
        await VerifyEndsAsync(replicas, replicas[1], submitted);
        output.WriteLine($"SIGTERM: everything ended {Stopwatch.GetElapsedTime(terminated).TotalSeconds:0.0} s after it");
        VerifyOnce(replicas);
    }

    [Fact]
    public async Task StandingStillBetweenIntentAndRequest_TheOtherSends_AndTheLateRequestIsHeldBack()
    {
        await using var replicas = await ReplicaSet.StartAsync(1, null, ReplicaSet.SignalAt(SendPoints.IntentStored, 1, SigStop));
        var stopped = replicas[0];
        var submission = (await stopped.Responses.SubmitAsync(replicas.Request(0), Gateway.Options())).Submission;
        await Until.TrueAsync(() => stopped.Process.IsPaused, "the replica stands still");
        var since = Stopwatch.GetTimestamp();

        // It looks alive in the table until its last sign of life is old; the new one joins, finds it silent and takes over.
        var other = await replicas.AddAsync();
        var events = await ReplicaSet.EventsAsync(other, submission.SubmissionId);
        output.WriteLine($"stopped between intent and request: the other has started and finished it {Stopwatch.GetElapsedTime(since).TotalSeconds:0.0} s later");
        Assert.Equal(SubmissionState.Succeeded, events[^1].State);
        Assert.Equal(2, events.Count(change => change.State == SubmissionState.Submitting));
        await Task.Delay(TimeSpan.FromSeconds(Math.Max(0, 30 - Stopwatch.GetElapsedTime(since).TotalSeconds)), TimeProvider.System, TestContext.Current.CancellationToken);

        stopped.Process.Resume();
        await stopped.Process.WaitForAsync("the time until which it may be sent has passed");
        Assert.True(await stopped.Process.ExitAsync() == Server.Cluster.Eviction.ExitCode, stopped.Process.Text);
        Assert.Single(replicas.Incidents);
    }

    private static SimulatorOptions Slow()
    {
        var options = Gateway.Fast();
        options.RunTime = TimeSpan.FromMilliseconds(300);
        return options;
    }

    private static async Task<List<Submission>> SubmitAsync(ReplicaSet replicas, int count)
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, count).Select(number =>
            replicas[number % 2].Responses.SubmitAsync(replicas.Request(number % Hosts), Gateway.Options()).ResponseAsync));
        return [.. answers.Select(answer => answer.Submission)];
    }

    private static async Task VerifyEndsAsync(ReplicaSet replicas, Replica replica, List<Submission> submitted)
    {
        foreach (var submission in submitted)
        {
            var events = await ReplicaSet.EventsAsync(replica, submission.SubmissionId);
            Assert.True(events[^1].State == SubmissionState.Succeeded, $"{events[^1].State}: {events[^1].Detail}");
        }

        Assert.Empty(replicas.Simulator.StrictRejections);
    }

    // A lost answer may be of a killed process; then the incident was found and adopted, not added again.
    private static void VerifyOnce(ReplicaSet replicas) =>
        Assert.All(replicas.Incidents.GroupBy(incident => incident.Body), group => Assert.Single(group));
}
