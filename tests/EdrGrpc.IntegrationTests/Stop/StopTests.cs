using System.Collections.Concurrent;
using System.Diagnostics;
using EdrGrpc.Contract.V1;
using EdrGrpc.IntegrationTests.Support;
using EdrGrpc.Ksc.Simulator;
using Grpc.Core;
using Xunit;

namespace EdrGrpc.IntegrationTests.Stop;

/// <summary>SIGTERM to the real program with work in flight.</summary>
public sealed class StopTests(ITestOutputHelper output)
{
    private const int Clients = 16;
    private const int Enough = 150;

    [Fact]
    public async Task SubmitsInFlight_AreAcknowledgedAndDurable_OrRefusedWithRetryInfo()
    {
        await using var server = await RealServer.StartAsync("Ksc__HoldOfflineHosts=true");
        var acknowledged = new ConcurrentDictionary<string, string>(StringComparer.Ordinal);
        var refused = new ConcurrentBag<(SubmitRequest Request, RpcException Why)>();
        var clients = Enumerable.Range(0, Clients).Select(client => SubmitUntilRefusedAsync(server, client, acknowledged, refused)).ToList();
        await Watch.WatchCalls.EventuallyAsync(() => acknowledged.Count >= Enough);

        var exit = server.Process.TerminateAsync();
        await Task.WhenAll(clients);
        Assert.Equal(0, await exit);

        output.WriteLine($"{acknowledged.Count} acknowledged, {refused.Count} refused: {string.Join(", ", refused.GroupBy(entry => entry.Why.Status.Detail).Select(group => $"{group.Count()} x {group.Key[..Math.Min(60, group.Key.Length)]}"))}");
        Assert.All(refused, entry => Assert.Equal(StatusCode.Unavailable, entry.Why.StatusCode));
        foreach (var (_, why) in refused.Where(entry => entry.Why.GetRpcStatus() is not null))
        {
            var refusal = Refusal.Of(why);
            Assert.Equal(("SHUTTING_DOWN", true), (refusal.Reason, refusal.HasRetryInfo));
        }

        await server.StartAgainAsync();
        foreach (var (request, _) in refused)
        {
            var again = await server.Responses.SubmitAsync(request, Gateway.Options());
            acknowledged[again.Submission.SubmissionId] = request.RequestId;
        }

        foreach (var id in acknowledged.Keys)
        {
            Assert.Equal(SubmissionState.Succeeded, (await server.EventsAsync(id))[^1].State);
        }

        // Bodies are unique: nothing was lost, nothing done twice.
        var incidents = server.Simulator.Ledger.Of(LedgerKind.IncidentAdded);
        Assert.Equal(acknowledged.Count, incidents.Count);
        Assert.Equal(incidents.Count, incidents.Select(incident => incident.Body).Distinct().Count());
    }

    [Fact]
    public async Task AddIncidentInFlight_IsWaitedFor_AndNotReconciled()
    {
        await using var server = await RealServer.StartAsync();
        using var gate = server.Simulator.Faults.On("HostGroup.AddIncident").Gate();
        var id = (await server.Responses.SubmitAsync(server.Request(0), Gateway.Options())).Submission.SubmissionId;
        await gate.WaitUntilFiredAsync();
        using var watch = server.Responses.WatchSubmission(new WatchSubmissionRequest { SubmissionId = id }, Gateway.Options());
        var cursor = "";
        var stopped = Assert.ThrowsAsync<RpcException>(async () =>
        {
            await foreach (var message in watch.ResponseStream.ReadAllAsync())
            {
                cursor = message.Cursor;
                if (message.CaughtUp is not null)
                {
                    server.Process.RequestTermination();
                }
            }
        });
        var refusal = Refusal.Of(await stopped);
        Assert.Equal(("SHUTTING_DOWN", true), (refusal.Reason, refusal.HasRetryInfo));
        gate.Release();
        Assert.Equal(0, await server.Process.ExitAsync());

        await server.StartAgainAsync();
        var events = await server.EventsAsync(id);
        Assert.Equal((SubmissionState.Succeeded, 1), (events[^1].State, events[^1].Submission.Attempts));
        Assert.DoesNotContain(events, seen => seen.State == SubmissionState.Reconciling);
        Assert.Single(server.Simulator.Ledger.Of(LedgerKind.IncidentAdded));

        // The cursor of before the stop goes on with exactly the rest.
        using var rest = server.Responses.WatchSubmission(new WatchSubmissionRequest { SubmissionId = id, AfterCursor = cursor }, Gateway.Options());
        var resumed = await rest.ResponseStream.ReadAllAsync().Where(message => message.Event is not null).Select(message => message.Event.Revision).ToListAsync();
        Assert.Equal(events.Where(seen => seen.State > SubmissionState.Submitting).Select(seen => seen.Revision), resumed);
    }

    [Fact]
    public async Task KscThatDoesNotAnswer_HoldsTheStopNoLongerThanItsLimit_SecondSignalOrNot()
    {
        await using var server = await RealServer.StartAsync("Ksc__CallTimeout=00:00:50");
        var gate = server.Simulator.Faults.On("HostGroup.AddIncident").Gate();
        var id = (await server.Responses.SubmitAsync(server.Request(0), Gateway.Options())).Submission.SubmissionId;
        await gate.WaitUntilFiredAsync();
        var watch = Stopwatch.StartNew();
        server.Process.RequestTermination();
        server.Process.RequestTermination();
        await server.Process.ExitAsync();
        output.WriteLine($"ended after {watch.Elapsed.TotalSeconds:0.0} s");
        Assert.InRange(watch.Elapsed.TotalSeconds, 0, 45);
        gate.Dispose();

        await server.StartAgainAsync();
        var still = await server.Responses.GetSubmissionAsync(new GetSubmissionRequest { SubmissionId = id }, Gateway.Options());
        Assert.True(still.Submission.State is SubmissionState.Submitting or SubmissionState.Reconciling, $"{still.Submission}");
    }

    private static async Task SubmitUntilRefusedAsync(
        RealServer server, int client, ConcurrentDictionary<string, string> acknowledged, ConcurrentBag<(SubmitRequest Request, RpcException Why)> refused)
    {
        var host = client;
        while (true)
        {
            var request = server.Request(host++ % 20);
            try
            {
                acknowledged[(await server.Responses.SubmitAsync(request, Gateway.Options())).Submission.SubmissionId] = request.RequestId;
            }
            catch (RpcException exception)
            {
                refused.Add((request, exception));
                return;
            }
        }
    }
}
