namespace EdrGrpc.Ksc.Simulator;

/// <summary>The tasks of the server and the script that decides about them. Thread-safe; hooks run under the server's lock.</summary>
public sealed class SimulatedTasks
{
    private readonly SimulatorState _state;
    private List<(Predicate<SimulatedIncident> Applies, int Copies)> _creation = [];

    internal SimulatedTasks(SimulatorState state) => _state = state;

    /// <summary>How a task ends, from host id, task type (for example "getFile") and incident body. Default: all succeed.</summary>
    public Func<string, string, string, SimulatedOutcome> Outcome { get; set; } = (_, _, _) => SimulatedOutcome.Succeed;

    /// <summary>How long a task runs, from its type (for example "onDemandScan"). Default: all <see cref="SimulatorOptions.RunTime"/>.</summary>
    public Func<string, TimeSpan>? RunTime { get; set; }

    /// <summary>All tasks that exist now, oldest first.</summary>
    public IReadOnlyList<SimulatedTask> All
    {
        get
        {
            lock (_state.Gate)
            {
                return _state.Tasks.All.Select(_state.Tasks.Snapshot).ToList();
            }
        }
    }

    /// <summary>Tasks that were rotated away, in that order.</summary>
    public IReadOnlyList<RotatedTask> Rotated
    {
        get
        {
            lock (_state.Gate)
            {
                return _state.Tasks.Rotated.ToList();
            }
        }
    }

    /// <summary>A task, or null when it is gone.</summary>
    public SimulatedTask? Find(int taskId)
    {
        lock (_state.Gate)
        {
            return _state.Tasks.Find(taskId) is { } task ? _state.Tasks.Snapshot(task) : null;
        }
    }

    /// <summary>Deletes a task as an administrator would; false when it is gone already.</summary>
    public bool Delete(int taskId)
    {
        lock (_state.Gate)
        {
            if (_state.Tasks.Find(taskId) is not { } task)
            {
                return false;
            }

            _state.Tasks.Delete(task);
            return true;
        }
    }

    /// <summary>Ends a task now. Default outcome: success.</summary>
    public void Complete(int taskId, SimulatedOutcome? outcome = null)
    {
        lock (_state.Gate)
        {
            var task = _state.Tasks.Find(taskId) ?? throw new KeyNotFoundException($"The simulator has no task {taskId}.");
            _state.Runner.Finish(task, outcome ?? SimulatedOutcome.Succeed);
        }
    }

    /// <summary>Lets no task come of matching incidents until disposed.</summary>
    public IDisposable SuppressCreation(Predicate<SimulatedIncident> incidents) => Script(incidents, 0);

    /// <summary>Lets two tasks come of every matching incident until disposed.</summary>
    public IDisposable CreateTwice(Predicate<SimulatedIncident> incidents) => Script(incidents, 2);

    internal int CopiesOf(SimulatedIncident incident)
    {
        foreach (var (applies, copies) in _creation)
        {
            if (applies(incident))
            {
                return copies;
            }
        }

        return 1;
    }

    internal SimulatedOutcome DecideOutcome(StoredTask task) =>
        Outcome(task.Host.Id, task.TypeName, task.Incident?.Body ?? "");

    internal TimeSpan RunTimeOf(StoredTask task) => RunTime?.Invoke(task.TypeName) ?? _state.Options.RunTime;

    private Removal Script(Predicate<SimulatedIncident> applies, int copies)
    {
        ArgumentNullException.ThrowIfNull(applies);
        var item = (applies, copies);
        lock (_state.Gate)
        {
            _creation = [.. _creation, item];
        }

        return new Removal(() =>
        {
            lock (_state.Gate)
            {
                _creation = _creation.Where(other => other != item).ToList();
            }
        });
    }
}
