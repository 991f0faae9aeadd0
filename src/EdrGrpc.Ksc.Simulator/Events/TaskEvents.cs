namespace EdrGrpc.Ksc.Simulator;

/// <summary>The events that state changes of a task leave behind. Their state numbers are not the state bits (section 6.6).</summary>
internal static class TaskEvents
{
    private const string SyncState = "KLEVP_GroupTaskSyncState";
    private const string TaskState = "KLPRCI_TaskState";

    public static void Write(SimulatorState state, StoredTask task, SimulatedTaskState from)
    {
        var type = task.State is SimulatedTaskState.Pending or SimulatedTaskState.Scheduled ? SyncState : TaskState;
        var severity = task.State switch { SimulatedTaskState.Failed => 3, SimulatedTaskState.Warning => 2, _ => 1 };
        var number = Number(task.State);
        state.Events.Store(task, type, number, Number(from), severity, task.StateText);
        state.Events.Publish(type, new WireParams
        {
            ["KLPRCI_TASK_TS_ID"] = task.Guid,
            ["KLPRCI_newState"] = number,
            ["hostname"] = task.Host.Id,
        });
    }

    private static int Number(SimulatedTaskState state) => state switch
    {
        SimulatedTaskState.Pending => 1,
        SimulatedTaskState.Scheduled => 32,
        SimulatedTaskState.Running => 1,
        SimulatedTaskState.Paused => 2,
        SimulatedTaskState.Failed => 3,
        SimulatedTaskState.Succeeded or SimulatedTaskState.Warning => 4,
        _ => 0,
    };
}
