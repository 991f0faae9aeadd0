using System.Diagnostics;
using EdrGrpc.Contract.V1;
using EdrGrpc.IntegrationTests.Support;
using EdrGrpc.Ksc.Simulator;
using Grpc.Core;
using Xunit;

namespace EdrGrpc.IntegrationTests.Replicas;

/// <summary>It does not matter which replica a caller reaches.</summary>
[Collection(ReplicaTests.Name)]
public sealed class AnyReplicaTests(ITestOutputHelper output)
{
    [Fact]
    public async Task Submission_OfOneReplica_IsKnownAndWatchedAtTheOthers()
    {
        await using var replicas = await ReplicaSet.StartAsync(2);
        var submitted = (await replicas[0].Responses.SubmitAsync(replicas.Request(0), Gateway.Options())).Submission;
        var events = await ReplicaSet.EventsAsync(replicas[1], submitted.SubmissionId);
        Assert.Equal(SubmissionState.Succeeded, events[^1].State);
        Assert.Equal(events, await ReplicaSet.EventsAsync(replicas[0], submitted.SubmissionId));
        Assert.Single(replicas.Incidents);
        var listed = await replicas[1].Responses.ListSubmissionsAsync(new ListSubmissionsRequest(), Gateway.Options());
        Assert.Equal(submitted.SubmissionId, Assert.Single(listed.Submissions).SubmissionId);
    }

    [Fact]
    public async Task SameRequestId_AtTwoReplicasAtOnce_IsOneSubmission()
    {
        const int requests = 40;
        await using var replicas = await ReplicaSet.StartAsync(2);
        var ids = new HashSet<string>(StringComparer.Ordinal);
        for (var number = 0; number < requests; number++)
        {
            var request = replicas.Request(number % 10);
            var answers = await Task.WhenAll(
                replicas[0].Responses.SubmitAsync(request, Gateway.Options()).ResponseAsync, replicas[1].Responses.SubmitAsync(request, Gateway.Options()).ResponseAsync);
            Assert.Equal(answers[0].Submission.SubmissionId, answers[1].Submission.SubmissionId);
            Assert.Single(answers, answer => answer.Deduplicated);
            Assert.True(ids.Add(answers[0].Submission.SubmissionId));
        }

        foreach (var id in ids)
        {
            Assert.Equal(SubmissionState.Succeeded, (await ReplicaSet.EventsAsync(replicas[1], id))[^1].State);
        }

        Assert.Equal(requests, replicas.Incidents.Count);
    }

    [Fact]
    public async Task Submissions_OfOneHostThroughBothReplicas_KeepTheirOrder()
    {
        const int hosts = 4;
        const int each = 10;
        await using var replicas = await ReplicaSet.StartAsync(2);
        var submitted = new List<Submission>();
        for (var number = 0; number < hosts * each; number++)
        {
            submitted.Add((await replicas[number / hosts % 2].Responses.SubmitAsync(replicas.Request(number % hosts), Gateway.Options())).Submission);
        }

        foreach (var submission in submitted)
        {
            Assert.Equal(SubmissionState.Succeeded, (await ReplicaSet.EventsAsync(replicas[0], submission.SubmissionId))[^1].State);
        }

        foreach (var host in submitted.GroupBy(submission => submission.Action.TargetHost))
        {
            var bodies = replicas.Incidents.Where(incident => incident.HostId == host.Key).Select(incident => incident.Body!).ToList();
            Assert.Equal(each, bodies.Count);
            Assert.All(bodies.Zip(host), pair => Assert.Contains(pair.Second.Action.GetFile.Path[3..], pair.First, StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task Watch_OnAnotherReplica_SeesEventsAtOnceAndResumesOnAThird()
    {
        await using var replicas = await ReplicaSet.StartAsync(3);
        var delays = new List<double>();
        var cursor = "";
        long last = 0;
        using (var watch = replicas[0].Responses.WatchSubmissions(new WatchSubmissionsRequest(), Gateway.Options()))
        {
            await Until(watch, message => message.CaughtUp is not null);
            for (var number = 0; number < 30; number++)
            {
                var submitted = (await replicas[1].Responses.SubmitAsync(replicas.Request(number % 20), Gateway.Options())).Submission;
                var acknowledged = Stopwatch.GetTimestamp();
                var seen = await Until(watch, message => message.Event?.SubmissionId == submitted.SubmissionId);
                delays.Add(Math.Max(0, Stopwatch.GetElapsedTime(acknowledged).TotalMilliseconds));
                (cursor, last) = (seen.Cursor, seen.Event.Revision);
            }
        }

        delays.Sort();
        output.WriteLine($"from the acknowledgement at one replica to the watcher at another: median {delays[15]:0.0} ms, longest {delays[^1]:0.0} ms");

        // The look of every second would make half a second of the median.
        Assert.InRange(delays[15], 0, 200);

        using var resumed = replicas[2].Responses.WatchSubmissions(new WatchSubmissionsRequest { AfterCursor = cursor }, Gateway.Options());
        var next = (await Until(resumed, message => message.Event is not null)).Event;
        Assert.Equal(last + 1, next.Revision);
    }

    [Fact]
    public async Task Watch_WithACursorThatThisReplicaHasNotHeardOf_GoesOn()
    {
        await using var replicas = await ReplicaSet.StartAsync(2);
        for (var round = 0; round < 10; round++)
        {
            // Warm, so that the call below only waits in its socket.
            await replicas[1].Responses.GetCapabilitiesAsync(new GetCapabilitiesRequest(), Gateway.Options());

            // While it stands still it hears of nothing; it wakes to the call and to the news at once.
            replicas[1].Process.Pause();
            await Replicas.Until.TrueAsync(() => replicas[1].Process.IsPaused, "the replica stands still");
            var submitted = (await replicas[0].Responses.SubmitAsync(replicas.Request(round), Gateway.Options())).Submission;
            string cursor;
            using (var watch = replicas[0].Responses.WatchSubmission(new WatchSubmissionRequest { SubmissionId = submitted.SubmissionId }, Gateway.Options()))
            {
                Assert.True(await watch.ResponseStream.MoveNext(TestContext.Current.CancellationToken));
                cursor = watch.ResponseStream.Current.Cursor;
            }

            using var resumed = replicas[1].Responses.WatchSubmission(new WatchSubmissionRequest { SubmissionId = submitted.SubmissionId, AfterCursor = cursor }, Gateway.Options());
            replicas[1].Process.Resume();
            var rest = await resumed.ResponseStream.ReadAllAsync().Where(message => message.Event is not null).Select(message => message.Event).ToListAsync();
            Assert.Equal(SubmissionState.Succeeded, rest[^1].State);
        }
    }

    private static async Task<WatchSubmissionsResponse> Until(AsyncServerStreamingCall<WatchSubmissionsResponse> watch, Func<WatchSubmissionsResponse, bool> condition)
    {
        while (await watch.ResponseStream.MoveNext(CancellationToken.None))
        {
            if (condition(watch.ResponseStream.Current))
            {
                return watch.ResponseStream.Current;
            }
        }

        throw new InvalidOperationException("The watch ended.");
    }
}
