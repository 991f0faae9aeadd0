using System.Globalization;

namespace EdrGrpc.Ksc.Simulator;

/// <summary>Tasks by id, GUID and host, and the rotation of the oldest.</summary>
internal sealed class TaskStore(SimulatorState state)
{
    /// <summary>The first id of the reference's examples.</summary>
    public const int FirstId = 195;

    private const string ResponsePrefix = "[Response]";
    private readonly SortedDictionary<int, StoredTask> _byId = [];
    private readonly Dictionary<string, StoredTask> _byGuid = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, List<StoredTask>> _byHost = new(StringComparer.OrdinalIgnoreCase);
    private readonly LinkedList<StoredTask> _rotation = [];
    private int _next = FirstId;

    public List<RotatedTask> Rotated { get; } = [];

    public IEnumerable<StoredTask> All => _byId.Values;

    public IReadOnlyList<StoredTask> OfHost(string hostId) => _byHost.GetValueOrDefault(hostId, []);

    public StoredTask Add(SimulatedHost host, string displayName, EdrRequest? request, StoredIncident? incident)
    {
        var task = new StoredTask
        {
            Id = _next++,
            Guid = new Guid(RandomBytes()).ToString(),
            Host = host,
            DisplayName = displayName,
            Created = state.Clock.ServerNow,
            Request = request,
            Incident = incident,
        };
        _byId.Add(task.Id, task);
        _byGuid.Add(task.Guid, task);
        if (!_byHost.TryGetValue(host.Id, out var list))
        {
            _byHost.Add(host.Id, list = []);
        }

        list.Add(task);
        state.Record(Entry(LedgerKind.TaskCreated, task));
        if (displayName.StartsWith(ResponsePrefix, StringComparison.OrdinalIgnoreCase))
        {
            task.Rotation = _rotation.AddLast(task);
            Rotate();
        }

        return task;
    }

    /// <summary>A task by its decimal id.</summary>
    public StoredTask Get(string id)
    {
        if (!int.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            throw PxgErrors.BadParameter($"\"{id}\" is no decimal task id");
        }

        return Find(number) ?? throw PxgErrors.NotFound("Task", id);
    }

    public StoredTask? Find(int id) => _byId.GetValueOrDefault(id);

    public StoredTask Resolve(string guid) => _byGuid.GetValueOrDefault(guid) ?? throw PxgErrors.NotFound("Task", guid);

    public void Delete(StoredTask task) => Remove(task, LedgerKind.TaskDeleted);

    public SimulatedTask Snapshot(StoredTask task) => new(
        task.Id, task.Incident?.Id, task.Host.Id, task.DisplayName, task.Created, task.State, task.StateText,
        task.Percent(state.Clock.Now, state.PublicTasks.RunTimeOf(task)));

    public static LedgerEntry Entry(LedgerKind kind, StoredTask task) => new(kind)
    {
        IncidentId = task.Incident?.Id,
        TaskId = task.Id,
        HostId = task.Host.Id,
        DisplayName = task.DisplayName,
        Foreign = task.Incident?.Foreign ?? true,
        State = task.State == SimulatedTaskState.None ? null : task.State,
    };

    private void Rotate()
    {
        while (_rotation.Count > state.Options.TaskLimit && _rotation.First is { Value: var oldest })
        {
            Rotated.Add(new RotatedTask(Snapshot(oldest), !oldest.IsFinished));
            Remove(oldest, LedgerKind.TaskRotated);
        }
    }

    private void Remove(StoredTask task, LedgerKind kind)
    {
        task.Deleted = true;
        task.Plan++;
        _byId.Remove(task.Id);
        _byGuid.Remove(task.Guid);
        _byHost[task.Host.Id].Remove(task);
        if (task.Rotation is not null)
        {
            _rotation.Remove(task.Rotation);
            task.Rotation = null;
        }

        state.Record(Entry(kind, task) with { Text = task.IsFinished ? "finished" : "unfinished" });
    }

    private byte[] RandomBytes()
    {
        var bytes = new byte[16];
        state.Random.NextBytes(bytes);
        return bytes;
    }
}
