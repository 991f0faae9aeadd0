namespace EdrGrpc.Ksc.Simulator;

/// <summary>Tasks.RunTask, SuspendTask, ResumeTask, CancelTask and DeleteTask.</summary>
internal static class TaskControlMethods
{
    public static void Register(MethodTable table)
    {
        Add(table, "RunTask", task => task.IsFinished || task.State == SimulatedTaskState.Scheduled, (state, task) => state.Runner.Restart(task));
        Add(table, "SuspendTask", task => task.State == SimulatedTaskState.Running, (state, task) => state.Runner.Suspend(task));
        Add(table, "ResumeTask", task => task.State == SimulatedTaskState.Paused, (state, task) => state.Runner.Resume(task));
        Add(table, "CancelTask", task => !task.IsFinished, (state, task) => state.Runner.Finish(task, SimulatedOutcome.Fail("Cancelled by a call")));
        Add(table, "DeleteTask", _ => true, (state, task) => state.Tasks.Delete(task));
    }

    private static void Add(MethodTable table, string name, Predicate<StoredTask> allowed, Action<SimulatorState, StoredTask> act) =>
        table.Add("Tasks." + name, "strTask", call =>
        {
            var task = TaskMethods.Task(call, "strTask");
            if (!allowed(task))
            {
                throw PxgErrors.NotPermitted($"{name} of a task in state {task.State}");
            }

            act(call.State, task);
            return Reply.Void();
        });
}
