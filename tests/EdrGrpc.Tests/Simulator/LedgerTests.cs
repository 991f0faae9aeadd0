using System.Text.Json;
using EdrGrpc.Ksc.Simulator;
using Xunit;

namespace EdrGrpc.Tests.Simulator;

public sealed class LedgerTests
{
    [Fact]
    public async Task Ledger_TellsTheWholeStoryInOrder()
    {
        await using var server = await TestServer.StartAsync();
        var nId = await server.AddIncidentAsync();
        await server.Client.CallAsync("HostGroup.UpdateIncident", new { nId, pData = new { KLINCDT_IS_HANDLED = false } });
        server.RunTasks();
        server.Simulator.Tasks.Delete(195);
        await server.Client.CallAsync("HostGroup.DeleteIncident", new { nId });
        var entries = server.Simulator.Ledger.Snapshot();
        Assert.Equal(
            [
                LedgerKind.IncidentAdded, LedgerKind.IncidentUpdated, LedgerKind.TaskCreated, LedgerKind.TaskState, LedgerKind.TaskState,
                LedgerKind.TaskState, LedgerKind.TaskState, LedgerKind.TaskDeleted, LedgerKind.IncidentDeleted,
            ],
            entries.Select(entry => entry.Kind));
        Assert.Equal(Enumerable.Range(1, 9).Select(i => (long)i), entries.Select(entry => entry.Sequence));
        Assert.Equal((nId, server.HostId, TestServer.Body(server.HostId), 2, false), (entries[0].IncidentId, entries[0].HostId, entries[0].Body, entries[0].Severity, entries[0].Foreign));
        Assert.Equal((nId, 195, server.HostId), (entries[2].IncidentId, entries[2].TaskId, entries[2].HostId));
        Assert.StartsWith("[Response][KUMA]", entries[2].DisplayName, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ForeignWork_IsMarked()
    {
        await using var server = await TestServer.StartAsync();
        server.Simulator.AddForeignIncident(server.HostId, TestServer.Body(server.HostId), TestServer.Start);
        server.RunTasks();
        server.Simulator.AddForeignTask(server.HostId, "[Response][Other] x");
        Assert.All(server.Simulator.Ledger.Snapshot(), entry => Assert.True(entry.Foreign));
        Assert.Equal(2, server.Simulator.Ledger.Of(LedgerKind.TaskCreated).Count);
    }

    [Fact]
    public async Task WaitFor_SeesPastAndFutureEntries()
    {
        await using var server = await TestServer.StartAsync();
        var cancellationToken = TestContext.Current.CancellationToken;
        var future = server.Simulator.Ledger.WaitForAsync(entry => entry.State == SimulatedTaskState.Succeeded, cancellationToken: cancellationToken);
        Assert.False(future.IsCompleted);
        await server.AddIncidentAsync();
        server.RunTasks();
        Assert.Equal(195, (await future).TaskId);
        Assert.Equal(4, (await server.Simulator.Ledger.WaitForAsync(entry => entry.Kind == LedgerKind.TaskState, 4, cancellationToken: cancellationToken)).Count);
        var error = await Assert.ThrowsAsync<TimeoutException>(() =>
            server.Simulator.Ledger.WaitForAsync(_ => false, TimeSpan.FromMilliseconds(1), cancellationToken));
        Assert.Contains("IncidentAdded", error.Message, StringComparison.Ordinal);
    }

    /// <summary>The one test on the real clock: timers of the system must drive the same chain.</summary>
    [Fact]
    public async Task RealClock_DrivesTasksToo()
    {
        var quick = TimeSpan.FromMilliseconds(1);
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var simulator = await KscSimulator.StartAsync(
            new SimulatorOptions { TaskCreationDelay = quick, DeliveryDelay = quick, StartDelay = TimeSpan.Zero, RunTime = quick }, cancellationToken);
        var host = simulator.Hosts.All[0].Id;
        var incident = simulator.AddForeignIncident(host, TestServer.Body(host), TestServer.Start);
        var end = await simulator.Ledger.WaitForAsync(entry => entry.State == SimulatedTaskState.Succeeded, cancellationToken: cancellationToken);
        Assert.Equal(incident, end.IncidentId);
        Assert.True(simulator.Hosts.Get(host).IsIsolated);
    }

    [Fact]
    public async Task File_HasEveryEntry_WhileTheSimulatorRuns()
    {
        var path = Path.Combine(Path.GetTempPath(), $"ksc-simulator-ledger-{Guid.NewGuid():N}.jsonl");
        try
        {
            await using var server = await TestServer.StartAsync(o => o.LedgerPath = path);
            await server.AddIncidentAsync();
            server.RunTasks();
            await using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            using var reader = new StreamReader(stream);
            var lines = (await reader.ReadToEndAsync(TestContext.Current.CancellationToken)).Split('\n', StringSplitOptions.RemoveEmptyEntries);
            Assert.Equal(server.Simulator.Ledger.Count, lines.Length);
            var first = JsonElement.Parse(lines[0]);
            Assert.Equal("IncidentAdded", first.GetProperty("Kind").GetString());
            Assert.Equal(TestServer.Body(server.HostId), first.GetProperty("Body").GetString());
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public async Task ParallelIncidents_AllGetTheirOwnIdAndTask()
    {
        await using var server = await TestServer.StartAsync(o => o.TaskLimit = 1000);
        var ids = await Task.WhenAll(Enumerable.Range(0, 400).Select(i => server.AddIncidentAsync(server.Simulator.Hosts.All[i % 20].Id)));
        server.RunTasks();
        Assert.Equal(400, ids.Distinct().Count());
        Assert.Equal(ids.Order(), server.Simulator.Ledger.Of(LedgerKind.TaskCreated).Select(entry => entry.IncidentId!.Value).Order());
        Assert.All(server.Simulator.Tasks.All, task => Assert.Equal(SimulatedTaskState.Succeeded, task.State));
    }

    [Fact]
    public async Task RefusedUpdate_ChangesNothing()
    {
        await using var server = await TestServer.StartAsync();
        var nId = await server.AddIncidentAsync();
        Assert.Equal(1999, await server.Client.ErrorAsync("HostGroup.UpdateIncident", new { nId, pData = new { KLINCDT_SEVERITY = 3, KLHST_WKS_HOSTNAME = "other" } }));
        Assert.Equal(1186, await server.Client.ErrorAsync("HostGroup.UpdateIncident", new { nId = 1, pData = new { KLINCDT_SEVERITY = 3 } }));
        Assert.Single(server.Simulator.Ledger.Snapshot());
    }
}
