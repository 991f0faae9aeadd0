namespace EdrGrpc.Ksc.Simulator;

/// <summary>Moves tasks through Pending (1), Scheduled (32), Running (2) to their end. Steps wait while the host is offline.</summary>
internal sealed class TaskRunner(SimulatorState state)
{
    public void Start(StoredTask task)
    {
        Enter(task, SimulatedTaskState.Pending, "");
        Plan(task, state.Options.DeliveryDelay, Deliver);
    }

    public void Restart(StoredTask task)
    {
        (task.StartTime, task.FinishTime, task.RunningSince) = (null, null, null);
        Deliver(task);
    }

    public void Suspend(StoredTask task)
    {
        task.Plan++;
        task.Waiting = null;
        Enter(task, SimulatedTaskState.Paused, "");
    }

    public void Resume(StoredTask task) => Run(task);

    /// <summary>Ends a task at once, whatever it was doing.</summary>
    public void Finish(StoredTask task, SimulatedOutcome outcome)
    {
        task.Plan++;
        task.Waiting = null;
        task.StartTime ??= state.Clock.ServerNow;
        task.FinishTime = state.Clock.ServerNow;
        if (outcome.State == SimulatedTaskState.Succeeded && task.Request?.Isolate is { } isolate)
        {
            task.Host.IsIsolated = isolate;
        }

        Enter(task, outcome.State, outcome.Text);
    }

    public void HostIsBack(string hostId)
    {
        foreach (var task in state.Tasks.OfHost(hostId))
        {
            var step = task.Waiting;
            task.Waiting = null;
            step?.Invoke();
        }
    }

    /// <summary>Puts a foreign task into a state without running it.</summary>
    public void Set(StoredTask task, SimulatedTaskState to) => Enter(task, to, "");

    private void Deliver(StoredTask task)
    {
        Enter(task, SimulatedTaskState.Scheduled, "");
        Plan(task, state.Options.StartDelay, Run);
    }

    private void Run(StoredTask task)
    {
        task.Tries++;
        task.StartTime ??= state.Clock.ServerNow;
        task.RunningSince = state.Clock.Now;
        Enter(task, SimulatedTaskState.Running, "");
        Plan(task, state.PublicTasks.RunTimeOf(task), End);
    }

    private void End(StoredTask task) => Finish(task, state.PublicTasks.DecideOutcome(task));

    private void Plan(StoredTask task, TimeSpan delay, Action<StoredTask> next)
    {
        var plan = ++task.Plan;
        if (!task.Host.IsOnline)
        {
            task.Waiting = () => Plan(task, delay, next);
            return;
        }

        state.Clock.Schedule(delay, () =>
        {
            if (task.Plan != plan)
            {
                return;
            }

            if (task.Host.IsOnline)
            {
                next(task);
            }
            else
            {
                task.Waiting = () => Plan(task, delay, next);
            }
        });
    }

    private void Enter(StoredTask task, SimulatedTaskState to, string text)
    {
        var from = task.State;
        task.State = to;
        task.StateText = text;
        state.Record(TaskStore.Entry(LedgerKind.TaskState, task) with { Text = text.Length == 0 ? null : text });
        TaskEvents.Write(state, task, from);
    }
}
