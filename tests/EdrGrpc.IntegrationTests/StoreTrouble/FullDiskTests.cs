using EdrGrpc.Contract.V1;
using EdrGrpc.IntegrationTests.Support;
using EdrGrpc.IntegrationTests.Watch;
using EdrGrpc.Ksc.Simulator;
using Grpc.Core;
using Xunit;

namespace EdrGrpc.IntegrationTests.StoreTrouble;

/// <summary>
/// The disk of the data file is full: a real one. Where the tests may not mount it, SqliteFileTests in EdrGrpc.Tests shows the same for the store
/// alone with SQLite's own limit.
/// </summary>
public sealed class FullDiskTests(ITestOutputHelper output)
{
    [Fact]
    public async Task FullDisk_RefusesLosesNothingAndRecoversByItself()
    {
        using var disk = SmallDisk.TryMount(2);
        if (disk is null)
        {
            output.WriteLine("no right to mount");
            return;
        }

        await using var gateway = await TroubledGateway.StartAsync(Path.Combine(disk.Folder, "gateway.db"));
        gateway.Simulator.Hosts.SetOnline(gateway.HostId(0), online: false);
        var acknowledged = new List<string> { (await gateway.SubmitAsync(gateway.Isolate(0))).SubmissionId };
        using var stop = new CancellationTokenSource();
        var seen = new List<Seen>();
        var watch = WatchAsync(gateway, seen, stop.Token);
        await WatchCalls.EventuallyAsync(() => seen.Exists(message => message.IsCaughtUp));

        await FillAsync(gateway, disk, acknowledged);
        await gateway.AssertDownAsync("is full");

        // Reading works, and an open watch stays alive.
        Assert.Equal(acknowledged[0], (await gateway.Responses.GetSubmissionAsync(new GetSubmissionRequest { SubmissionId = acknowledged[0] }, Gateway.Options())).Submission.SubmissionId);
        var before = seen.Count;
        await WatchCalls.EventuallyAsync(() => seen.Skip(before).Any(message => message.IsHeartbeat));

        disk.Free();
        acknowledged.Add((await gateway.SubmitAsync(gateway.Isolate(1))).SubmissionId);
        await gateway.AssertUpAsync();
        Assert.Equal(SubmissionState.Succeeded, (await gateway.EndOfAsync(acknowledged[^1])).State);
        await gateway.AssertHoldsAsync(acknowledged);
        var stored = await gateway.StoredAsync();
        await WatchCalls.EventuallyAsync(() => seen.Exists(message => message.Event?.Revision == stored[^1].Revision));
        await stop.CancelAsync();
        await watch;
        Assert.Equal(stored, seen.Events());
    }

    [Fact]
    public async Task DiskFullWhenKscAnswers_TheIncidentIsAddedOnce()
    {
        using var disk = SmallDisk.TryMount(2);
        if (disk is null)
        {
            output.WriteLine("no right to mount");
            return;
        }

        await using var gateway = await TroubledGateway.StartAsync(Path.Combine(disk.Folder, "gateway.db"));
        using var gate = gateway.Simulator.Faults.On("HostGroup.AddIncident").Gate();
        var id = (await gateway.SubmitAsync(gateway.Isolate(1))).SubmissionId;
        await gate.WaitUntilFiredAsync();
        await FillAsync(gateway, disk, []);
        gate.Release();
        await gateway.Simulator.Ledger.WaitForAsync(entry => entry.Kind == LedgerKind.IncidentAdded);
        await WatchCalls.EventuallyAsync(() => gateway.Logs.Lines.Count(line => line.Text.Contains("is full", StringComparison.Ordinal)) > 1);
        disk.Free();

        Assert.Equal(SubmissionState.Succeeded, (await gateway.EndOfAsync(id)).State);
        Assert.Single(gateway.Simulator.Ledger.Of(LedgerKind.IncidentAdded), entry => entry.HostId == gateway.HostId(1));
    }

    // What still fits into the pages that are there is acknowledged and must be kept.
    private static async Task FillAsync(Gateway gateway, SmallDisk disk, List<string> acknowledged)
    {
        disk.Fill();
        var action = gateway.Isolate(0);
        action.GetFile = new GetFile { Path = "C:\\" + new string('x', 30_000) };
        for (var index = 0; index < 500; index++)
        {
            try
            {
                acknowledged.Add((await gateway.SubmitAsync(action)).SubmissionId);
            }
            catch (RpcException exception) when (exception.StatusCode == StatusCode.Unavailable)
            {
                return;
            }
        }

        throw new InvalidOperationException("The disk did not fill up.");
    }

    private static async Task WatchAsync(Gateway gateway, List<Seen> seen, CancellationToken stop)
    {
        try
        {
            await foreach (var message in gateway.WatchManyAsync(stop: stop))
            {
                lock (seen)
                {
                    seen.Add(message);
                }
            }
        }
        catch (Exception exception) when (stop.IsCancellationRequested && exception is OperationCanceledException or RpcException)
        {
            // Ended by the test.
        }
    }
}
