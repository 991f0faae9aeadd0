using EdrGrpc.Ksc.Simulator;

namespace EdrGrpc.IntegrationTests.Recovery;

/// <summary>A call of the pipeline, as a row of docs/fault-matrix.md.</summary>
/// <param name="Call">Its name in KSC.</param>
/// <param name="Purpose">What it is for.</param>
internal sealed record FaultRow(string Call, string Purpose)
{
    public static IReadOnlyList<FaultRow> All { get; } =
    [
        new("Session.StartSession", "login"),
        new("Session.Ping", "keeps an idle session alive"),
        new("HostGroup.GetStaticInfo", "is KSC new enough"),
        new("ConEvents.IsAnyServiceConsoleAvailable", "is the background connection on"),
        new("Tasks.ResetTasksIterator", "counts response tasks for the budget"),
        new("Tasks.GetNextTask", "counts response tasks for the budget"),
        new("Tasks.ReleaseTasksIterator", "counts response tasks for the budget"),
        new("HostGroup.GetHostInfo", "is the host online"),
        new("Tasks.GetAllTasksOfHost", "tasks of the host, before and after"),
        new("HostGroup.FindIncidents", "newest incidents of the host"),
        new("ChunkAccessor.GetItemsChunk", "newest incidents of the host"),
        new("ChunkAccessor.Release", "newest incidents of the host"),
        new("HostGroup.AddIncident", "the action itself"),
        new("HostGroup.UpdateIncident", "marks the incident as not handled"),
        new("Tasks.GetTask", "is a new task ours"),
        new("Tasks.ResetHostIteratorForTaskStatusEx", "state of the task on the host"),
        new("Tasks.GetHostStatusRecordsCount", "state of the task on the host"),
        new("Tasks.GetHostStatusRecordRange", "state of the task on the host"),
        new("Tasks.ReleaseHostStatusIterator", "state of the task on the host"),
        new("Tasks.GetTaskHistory", "text of a failed task") { TaskFails = true },
        new("EventProcessing.GetRecordCount", "text of a failed task") { TaskFails = true },
        new("EventProcessing.GetRecordRange", "text of a failed task") { TaskFails = true },
        new("EventProcessing.ReleaseIterator", "text of a failed task") { TaskFails = true },
    ];

    /// <summary>The task fails, and KSC gives no text with its state.</summary>
    public bool TaskFails { get; init; }

    /// <summary>What comes out when nothing goes wrong.</summary>
    public string Plain => TaskFails ? "FAILED" : "SUCCEEDED";

    /// <summary>Brings the call about, where a submission alone does not.</summary>
    public async Task ProvokeAsync(KscSimulator simulator, Fault fault)
    {
        if (Call == "Session.StartSession")
        {
            simulator.ExpireAllSessions();
        }
        else if (Call == "Session.Ping")
        {
            await fault.WaitUntilFiredAsync();
        }
    }
}
