using EdrGrpc.Ksc.Simulator;
using Xunit;

namespace EdrGrpc.Tests.Simulator;

public sealed class TaskFlowTests
{
    [Fact]
    public async Task Task_GoesThroughItsStates_AtExactTimes()
    {
        await using var server = await TestServer.StartAsync();
        await server.AddIncidentAsync();
        server.RunTasks();
        var states = server.Simulator.Ledger.Of(LedgerKind.TaskState);
        Assert.Equal(
            [(SimulatedTaskState.Pending, 300.0), (SimulatedTaskState.Scheduled, 500.0), (SimulatedTaskState.Running, 700.0), (SimulatedTaskState.Succeeded, 1700.0)],
            states.Select(entry => (entry.State!.Value, (entry.Time - TestServer.Start).TotalMilliseconds)));
    }

    [Fact]
    public async Task IsolateHost_ChangesTheHost_OnSuccessOnly()
    {
        await using var server = await TestServer.StartAsync();
        server.Simulator.Tasks.Outcome = (_, task, _) => task == "isolateHost" ? SimulatedOutcome.Fail("no") : SimulatedOutcome.Succeed;
        await server.CreateTaskAsync();
        server.RunTasks();
        Assert.False(server.Simulator.Hosts.Get(server.HostId).IsIsolated);

        server.Simulator.Tasks.Outcome = (_, _, _) => SimulatedOutcome.Succeed;
        await server.CreateTaskAsync();
        server.RunTasks();
        Assert.True(server.Simulator.Hosts.Get(server.HostId).IsIsolated);

        await server.CreateTaskAsync(body: TestServer.Body(server.HostId, parameters: """{"action":0}"""));
        server.RunTasks();
        Assert.False(server.Simulator.Hosts.Get(server.HostId).IsIsolated);
    }

    [Theory]
    [InlineData(SimulatedTaskState.Warning, 8, 4)]
    [InlineData(SimulatedTaskState.Failed, 16, 3)]
    public async Task Outcome_ShowsAsStateCodeTextAndEvent(SimulatedTaskState state, int code, int eventState)
    {
        await using var server = await TestServer.StartAsync();
        server.Simulator.Tasks.Outcome = (host, task, body) =>
        {
            Assert.Equal((server.HostId, "isolateHost", TestServer.Body(server.HostId)), (host, task, body));
            return state == SimulatedTaskState.Failed ? SimulatedOutcome.Fail("text") : SimulatedOutcome.Warn("text");
        };
        await server.CreateTaskAsync();
        server.RunTasks();
        var row = await StatusAsync(server, 195);
        Assert.Equal((code, "text"), (row.GetProperty("state_code").GetInt32(), row.GetProperty("state_descr").GetString()));
        var history = await server.Client.CallAsync("SrvView.ResetIterator", """
            {"wstrViewName":"EventsSrvViewName","wstrFilter":"(event_type=\"KLPRCI_TaskState\")","vecFieldsToReturn":["task_new_state","GNRL_EA_DESCRIPTION"],
             "vecFieldsToOrder":[{"type":"params","value":{"Name":"event_db_id","Asc":false}}],"pParams":{"TOP_N":1},"lifetimeSec":300}
            """);
        var wstrIteratorId = history.GetProperty("wstrIteratorId").GetString();
        Assert.Equal(
            "{\"pRecords\":{\"KLCSP_ITERATOR_ARRAY\":[{\"type\":\"params\",\"value\":{\"GNRL_EA_DESCRIPTION\":\"text\",\"task_new_state\":" + eventState + "}}]}}",
            await server.Client.TextAsync("SrvView.GetRecordRange", new { wstrIteratorId, nStart = 0, nEnd = 99 }));
    }

    [Fact]
    public async Task OfflineHost_KeepsTheTaskPending_UntilItIsBack()
    {
        await using var server = await TestServer.StartAsync();
        server.Simulator.Hosts.SetOnline(server.HostId, online: false);
        var task = await server.CreateTaskAsync();
        server.RunTasks();
        Assert.Equal(SimulatedTaskState.Pending, server.Simulator.Tasks.Find(task.Id)!.State);
        server.Simulator.Hosts.SetOnline(server.HostId, online: true);
        server.RunTasks();
        Assert.Equal(SimulatedTaskState.Succeeded, server.Simulator.Tasks.Find(task.Id)!.State);
    }

    [Fact]
    public async Task HostThatLeavesMidway_HoldsTheTask_AndReturnsToIt()
    {
        await using var server = await TestServer.StartAsync();
        var task = await server.CreateTaskAsync();
        server.Time.Advance(TimeSpan.FromMilliseconds(500));
        server.Simulator.Hosts.SetOnline(server.HostId, online: false);
        server.RunTasks();
        Assert.Equal(SimulatedTaskState.Running, server.Simulator.Tasks.Find(task.Id)!.State);
        server.Simulator.Hosts.SetOnline(server.HostId, online: true);
        server.RunTasks();
        Assert.Equal(4, server.Simulator.Ledger.Of(LedgerKind.TaskState).Count);
    }

    [Fact]
    public async Task NoBackgroundConnection_MeansNoTaskEver()
    {
        await using var server = await TestServer.StartAsync();
        server.Simulator.ServiceConsoleAvailable = false;
        await server.AddIncidentAsync();
        server.Simulator.ServiceConsoleAvailable = true;
        server.RunTasks();
        Assert.Empty(server.Simulator.Tasks.All);
        Assert.Equal("no background connection", Assert.Single(server.Simulator.Ledger.Of(LedgerKind.RequestIgnored)).Text);
    }

    [Fact]
    public async Task BodyOfAnotherHost_MakesNoTask()
    {
        await using var server = await TestServer.StartAsync();
        await server.AddIncidentAsync(body: TestServer.Body(server.Simulator.Hosts.All[1].Id));
        server.RunTasks();
        Assert.Empty(server.Simulator.Tasks.All);
    }

    [Fact]
    public async Task DeletedIncident_MakesNoTask()
    {
        await using var server = await TestServer.StartAsync();
        var nId = await server.AddIncidentAsync();
        await server.Client.CallAsync("HostGroup.DeleteIncident", new { nId });
        server.RunTasks();
        Assert.Empty(server.Simulator.Tasks.All);
    }

    [Fact]
    public async Task Creation_CanBeSuppressedOrDoubled()
    {
        await using var server = await TestServer.StartAsync();
        using (server.Simulator.Tasks.SuppressCreation(incident => incident.HostId == server.HostId))
        {
            await server.AddIncidentAsync();
            server.RunTasks();
            Assert.Empty(server.Simulator.Tasks.All);
        }

        using (server.Simulator.Tasks.CreateTwice(_ => true))
        {
            await server.AddIncidentAsync();
            server.RunTasks();
            Assert.Equal(2, server.Simulator.Tasks.All.Count);
        }

        await server.CreateTaskAsync();
        Assert.Equal(3, server.Simulator.Tasks.All.Count);
    }

    [Fact]
    public async Task AreaAndClockSkew_ShowInTheName()
    {
        await using var server = await TestServer.StartAsync(o => o.ClockSkew = TimeSpan.FromHours(1));
        var task = await server.CreateTaskAsync(body: TestServer.Body(server.HostId, area: "My area"));
        Assert.StartsWith("[Response][My area] isolateHost - 2025-03-01 11:15:00 - ", task.DisplayName, StringComparison.Ordinal);
        Assert.Equal(TestServer.Start.AddHours(1), task.Created);
    }

    [Fact]
    public async Task Rotation_RemovesTheOldestResponseTask_WhateverItsState()
    {
        await using var server = await TestServer.StartAsync(o => o.TaskLimit = 3);
        var other = server.Simulator.AddForeignTask(server.HostId, "Update");
        var first = server.Simulator.AddForeignTask(server.HostId, "[Response][Other] getFile - x");
        var second = await server.CreateTaskAsync();
        server.RunTasks();
        await server.CreateTaskAsync();
        Assert.Empty(server.Simulator.Tasks.Rotated);
        await server.CreateTaskAsync();
        await server.CreateTaskAsync();
        Assert.Equal([(first, true), (second.Id, false)], server.Simulator.Tasks.Rotated.Select(rotated => (rotated.Task.Id, rotated.WasUnfinished)));
        Assert.Equal([first, second.Id], server.Simulator.Ledger.Of(LedgerKind.TaskRotated).Select(entry => entry.TaskId!.Value));
        Assert.Equal(1186, await server.Client.ErrorAsync("Tasks.GetTask", new { strTask = first.ToString() }));
        Assert.NotNull(server.Simulator.Tasks.Find(other));
        server.RunTasks();
        Assert.Equal(4, server.Simulator.Tasks.All.Count);
    }

    [Fact]
    public async Task DeletedTask_Is1186_AndItsTimersDoNothing()
    {
        await using var server = await TestServer.StartAsync();
        var task = await server.CreateTaskAsync();
        Assert.True(server.Simulator.Tasks.Delete(task.Id));
        Assert.False(server.Simulator.Tasks.Delete(task.Id));
        server.RunTasks();
        Assert.Single(server.Simulator.Ledger.Of(LedgerKind.TaskState));
        Assert.Equal(1186, await server.Client.ErrorAsync("Tasks.GetTaskStatistics", new { strTask = "195" }));
        Assert.Equal("""{"PxgRetVal":[]}""", await server.Client.TextAsync("Tasks.GetAllTasksOfHost", new { strDomainName = "", strHostName = server.HostId }));
    }

    [Fact]
    public async Task Complete_EndsATaskAtOnce()
    {
        await using var server = await TestServer.StartAsync();
        var task = await server.CreateTaskAsync();
        server.Simulator.Tasks.Complete(task.Id, SimulatedOutcome.Warn("early"));
        server.RunTasks();
        Assert.Equal("early", server.Simulator.Tasks.Find(task.Id)!.StateText);
        Assert.Equal(2, server.Simulator.Ledger.Of(LedgerKind.TaskState).Count);
    }

    [Fact]
    public async Task ControlCalls_PauseResumeCancelRunAndDelete()
    {
        await using var server = await TestServer.StartAsync();
        await server.CreateTaskAsync();
        var strTask = new { strTask = "195" };
        Assert.Equal(1193, await server.Client.ErrorAsync("Tasks.SuspendTask", strTask));
        server.Time.Advance(TimeSpan.FromMilliseconds(500));
        await server.Client.CallAsync("Tasks.SuspendTask", strTask);
        server.RunTasks();
        Assert.Equal(SimulatedTaskState.Paused, server.Simulator.Tasks.All[0].State);
        await server.Client.CallAsync("Tasks.ResumeTask", strTask);
        await server.Client.CallAsync("Tasks.CancelTask", strTask);
        Assert.Equal(SimulatedTaskState.Failed, server.Simulator.Tasks.All[0].State);
        await server.Client.CallAsync("Tasks.RunTask", strTask);
        server.RunTasks();
        Assert.Equal(SimulatedTaskState.Succeeded, server.Simulator.Tasks.All[0].State);
        await server.Client.CallAsync("Tasks.DeleteTask", strTask);
        Assert.Empty(server.Simulator.Tasks.All);
    }

    [Fact]
    public async Task HostLocalEnumeration_AndGuidResolution_LeadToTheTask()
    {
        await using var server = await TestServer.StartAsync();
        await server.CreateTaskAsync();
        var strSrvObjId = (await server.Client.CallAsync("HostGroup.GetHostTasks", new { strHostName = server.HostId })).GetProperty("PxgRetVal").GetString();
        await server.Client.CallAsync("HostTasks.ResetTasksIterator", new { strSrvObjId });
        var first = await server.Client.CallAsync("HostTasks.GetNextTask", new { strSrvObjId });
        Assert.Equal("195", first.GetProperty("pTaskData").GetProperty("TASK_UNIQUE_ID").GetString());
        Assert.Equal("""{"pTaskData":{}}""", await server.Client.TextAsync("HostTasks.GetNextTask", new { strSrvObjId }));
        Assert.Equal(1186, await server.Client.ErrorAsync("Tasks.ResolveTaskId", new { strPrtsTaskId = Guid.Empty }));
        Assert.Equal("""{"PxgRetVal":-1}""", await server.Client.TextAsync("Tasks.GetTaskGroup", new { strTaskId = "195" }));
        await server.Client.CallAsync("Tasks.GetTaskData", new { strTask = "195" });
        await server.Client.CallAsync("HostGroup.GetHostProducts", new { strHostName = server.HostId });
    }

    [Fact]
    public async Task UnsetTimes_AreAbsent_OrEmptyWhenAsked()
    {
        await using var server = await TestServer.StartAsync();
        await server.CreateTaskAsync();
        Assert.False((await StatusAsync(server, 195)).TryGetProperty("finish_time", out _));
        server.Simulator.Options.EmptyDateTimes = true;
        Assert.Equal("", (await StatusAsync(server, 195)).GetProperty("finish_time").GetProperty("value").GetString());
    }

    private static async Task<System.Text.Json.JsonElement> StatusAsync(TestServer server, int task)
    {
        var reset = await server.Client.CallAsync("Tasks.ResetHostIteratorForTaskStatus", new
        {
            strTask = task.ToString(), pFields2Return = new[] { "state_code", "state_descr", "finish_time" }, nHostStateMask = 127, nLifetime = 300,
        });
        var strHostIteratorId = reset.GetProperty("strHostIteratorId").GetString();
        var next = await server.Client.CallAsync("Tasks.GetNextHostStatus", new { strHostIteratorId, nCount = 100 });
        Assert.True(next.GetProperty("PxgRetVal").GetBoolean());
        Assert.Equal(
            """{"nActual":0,"pHostStatus":{"statuses":[]},"PxgRetVal":false}""",
            await server.Client.TextAsync("Tasks.GetNextHostStatus", new { strHostIteratorId, nCount = 100 }));
        return next.GetProperty("pHostStatus").GetProperty("statuses")[0].GetProperty("value");
    }
}
