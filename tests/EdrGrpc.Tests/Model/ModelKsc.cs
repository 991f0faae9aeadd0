using System.Globalization;
using System.Text.RegularExpressions;
using EdrGrpc.Ksc;
using EdrGrpc.Submissions;
using EdrGrpc.Submissions.Actions;

namespace EdrGrpc.Tests.Model;

/// <summary>An Administration Server in a few lines: incidents become tasks, tasks run and end, all on the case's clock.</summary>
internal sealed partial class ModelKsc(ModelCase owner, bool hostListsLackTasks)
{
    private readonly PriorityQueue<Action, (DateTimeOffset At, int Order)> _due = new();
    private readonly List<ModelIncident> _awaitConsole = [];
    private int _order;
    private int _lateRequests;

    public DispatchOptions Options => owner.Options;

    public DateTimeOffset Now => owner.Now;

    public bool IsDown { get; set; }

    public bool RefusesAccount { get; set; }

    public bool IsConsoleOn { get; private set; } = true;

    public HashSet<string> OfflineHosts { get; } = [];

    public List<ModelIncident> Incidents { get; } = [];

    public List<ModelTask> Tasks { get; } = [];

    public List<ModelRequest> Requests { get; } = [];

    /// <summary>Incidents whose UpdateIncident was refused.</summary>
    public HashSet<int> RefusedUpdates { get; } = [];

    /// <summary>Submissions that were refused for good.</summary>
    public HashSet<Guid> RefusedSubmissions { get; } = [];

    /// <summary>The console was off at some time: tasks may have come late.</summary>
    public bool ConsoleWasOff { get; private set; }

    public DateTimeOffset? NextAt => _due.TryPeek(out _, out var priority) ? priority.At : null;

    public void RunDue()
    {
        while (_due.TryPeek(out _, out var priority) && priority.At <= Now)
        {
            _due.Dequeue()();
        }
    }

    public ModelRequest Write(NewIncident incident)
    {
        var request = new ModelRequest(incident, owner.SubmissionOf(incident), Now);
        Requests.Add(request);
        owner.CheckWrite(request);
        return request;
    }

    public void NoteRefusal(NewIncident incident, Exception exception)
    {
        if (exception is KscApiException { IsUnavailable: false })
        {
            RefusedSubmissions.Add(owner.SubmissionOf(incident).Id);
        }
    }

    public int Arrive(ModelRequest request)
    {
        request.ArrivedAt = Now;
        return Add(request.Incident.HostId, request.Incident.AddedUtc, request.Incident.Body, request, owner.FateOf(request.Submission.Id), request.Submission.Kind);
    }

    public void ArriveLater(ModelRequest request, bool tooLate)
    {
        var delay = tooLate ? TimeSpan.FromSeconds(60 + (97 * _lateRequests++ % 300)) : TimeSpan.FromSeconds(1 + (17 * _lateRequests++ % 40));
        At(delay, () =>
        {
            owner.Trace($"KSC works off a request of {request.WrittenAt:HH:mm:ss.f}");
            Arrive(request);
        });
    }

    public void AddForeignIncident(Submission like, string body) =>
        Add(like.TargetHost, like.Intent!.AddedUtc, body, request: null, TaskFate.Succeeds, like.Kind);

    public void AddForeignTask(string host, TaskKind kind) => Run(MakeTask(host, kind, incident: null), TaskFate.Succeeds);

    public void Update(int incidentId)
    {
        if (Incidents.All(incident => incident.Id != incidentId))
        {
            throw new ModelViolationException($"UpdateIncident of incident {incidentId}, which does not exist.");
        }
    }

    public void SwitchConsole(bool on)
    {
        IsConsoleOn = on;
        ConsoleWasOff |= !on;
        if (on)
        {
            var waiting = _awaitConsole.ToList();
            _awaitConsole.Clear();
            foreach (var incident in waiting)
            {
                Follow(incident, incident.Request is { } request ? owner.FateOf(request.Submission.Id) : TaskFate.Succeeds, KindOf(incident));
            }
        }
    }

    public ModelTask? Task(string id) => Tasks.Find(task => task.Id == id && !task.IsGone);

    public List<string> TasksOf(string host) =>
        hostListsLackTasks ? [] : [.. Tasks.Where(task => task.HostId == host && !task.IsGone).Select(task => task.Id)];

    public KscHost Host(string id) => new(
        id, id, id, id, "", id, 0, null, OfflineHosts.Contains(id) ? HostStatus.AgentInstalled : HostStatus.Online, "Windows", "12.9.0.384", Now);

    public List<Incident> Find(string filter, SortBy order, int limit)
    {
        var items = FilterItem().Matches(filter);
        if (filter.Length != (items.Count > 1 ? 3 : 0) + items.Sum(item => item.Length) || order.Attribute != IncidentAttributes.Id)
        {
            throw new NotSupportedException($"The model does not know the query {filter} by {order.Attribute}.");
        }

        var found = Incidents.Where(incident => items.All(item => Holds(incident, item.Groups["attribute"].Value, item.Groups["comparison"].Value, item.Groups["value"].Value)))
            .Select(incident => new Incident(incident.Id, incident.HostId, incident.Added, incident.Body, 2, IsHandled: false));
        found = order.Ascending ? found.OrderBy(incident => incident.Id) : found.OrderByDescending(incident => incident.Id);
        return [.. limit == 0 ? found : found.Take(limit)];
    }

    private static bool Holds(ModelIncident incident, string attribute, string comparison, string value)
    {
        var compared = attribute switch
        {
            IncidentAttributes.HostId => string.CompareOrdinal(incident.HostId, value.Trim('"')),
            IncidentAttributes.Id => incident.Id.CompareTo(int.Parse(value)),
            IncidentAttributes.Added => incident.Added.CompareTo(DateTimeOffset.Parse(value.Trim('T', '"'), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal)),
            _ => throw new NotSupportedException($"The model does not know {attribute}."),
        };
        return comparison switch
        {
            "=" => compared == 0,
            ">" => compared > 0,
            ">=" => compared >= 0,
            "<" => compared < 0,
            _ => throw new NotSupportedException($"The model does not know {comparison}."),
        };
    }

    private int Add(string host, DateTimeOffset added, string body, ModelRequest? request, TaskFate fate, TaskKind kind)
    {
        var incident = new ModelIncident(Incidents.Count + 1, host, added, body, request);
        Incidents.Add(incident);
        owner.Trace($"KSC has incident {incident.Id} ({kind} on {host}, ADDED {added:HH:mm:ss}{(request is null ? ", somebody else's" : "")})");
        if (IsConsoleOn)
        {
            Follow(incident, fate, kind);
        }
        else
        {
            _awaitConsole.Add(incident);
        }

        return incident.Id;
    }

    private void Follow(ModelIncident incident, TaskFate fate, TaskKind kind)
    {
        if (fate != TaskFate.NeverAppears)
        {
            At(fate == TaskFate.AppearsTooLate ? TimeSpan.FromSeconds(200) : TimeSpan.FromSeconds(2), () => Run(MakeTask(incident.HostId, kind, incident), fate));
        }
    }

    private ModelTask MakeTask(string host, TaskKind kind, ModelIncident? incident)
    {
        var id = (Tasks.Count + 1).ToString();
        var task = new ModelTask(new KscTaskInfo(id, $"[Response][Kuma] {kind.WireName()} - 01.03.2026 10:00:00 - {id}", Now, "", "", ""), host, incident);
        Tasks.Add(task);
        owner.Trace($"KSC has task {id} ({kind} on {host}, of incident {incident?.Id})");
        return task;
    }

    private void Run(ModelTask task, TaskFate fate)
    {
        At(TimeSpan.FromSeconds(1), () => task.State = KscTaskState.Pending);
        if (fate == TaskFate.VanishesPending)
        {
            At(TimeSpan.FromSeconds(40), () => task.IsGone = true);
            return;
        }

        AtWhenOnline(task, TimeSpan.FromSeconds(3), () =>
        {
            task.State = KscTaskState.Running;
            AtWhenOnline(task, TimeSpan.FromSeconds(fate == TaskFate.RunsLong ? 400 : 17), () => End(task, fate));
        });
    }

    private static void End(ModelTask task, TaskFate fate)
    {
        task.IsGone = fate == TaskFate.VanishesRunning;
        task.State = fate switch
        {
            TaskFate.Warns => KscTaskState.CompletedWithWarning,
            TaskFate.Fails => KscTaskState.Failed,
            _ => KscTaskState.Completed,
        };
    }

    private void AtWhenOnline(ModelTask task, TimeSpan delay, Action action) => At(delay, () =>
    {
        if (OfflineHosts.Contains(task.HostId))
        {
            if (!owner.EndsOffline(task.HostId))
            {
                AtWhenOnline(task, TimeSpan.FromSeconds(10), action);
            }
        }
        else
        {
            action();
        }
    });

    private void At(TimeSpan delay, Action action) => _due.Enqueue(action, (Now + delay, _order++));

    private static TaskKind KindOf(ModelIncident incident) => Enum.Parse<TaskKind>(incident.Body.Split(' ')[0]);

    [GeneratedRegex("\\((?<attribute>\\w+) (?<comparison>>=|=|>|<) (?<value>\"[^\"]*\"|T\"[^\"]*\"|[0-9]+)\\)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex FilterItem();
}
