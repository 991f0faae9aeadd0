using System.Collections.Concurrent;
using EdrGrpc.Ksc;
using EdrGrpc.Submissions;
using EdrGrpc.Submissions.Actions;
using EdrGrpc.Submissions.Tracking;

namespace EdrGrpc.Tests.Model;

/// <summary>What must hold, at the moment it can break and at the end of a case.</summary>
internal sealed class ModelChecks(ModelCase owner)
{
    private readonly Dictionary<Guid, List<(Submission Row, string Detail)>> _told = [];
    private readonly Dictionary<Guid, int> _tasksAtGrant = [];
    private readonly Dictionary<Guid, int> _observedAtGrant = [];
    private readonly Dictionary<string, DateTimeOffset> _lastAdded = [];

    /// <summary>Submissions of which somebody else added an equal incident.</summary>
    public HashSet<Guid> ForeignTwins { get; } = [];

    /// <summary>Incidents that were raised as late.</summary>
    public HashSet<int> Raised { get; } = [];

    private IEnumerable<Submission> Rows => owner.Current.Values;

    public void Require(bool holds, string promise)
    {
        if (!holds)
        {
            throw new ModelViolationException($"{promise}\n{owner.TraceText}");
        }
    }

    public void Committed(Submission row, string detail)
    {
        if (!_told.TryGetValue(row.Id, out var told))
        {
            _told[row.Id] = told = [];
        }

        told.Add((row, detail));
    }

    /// <summary>ACCEPTED has become SUBMITTING; the case still has the row of before.</summary>
    public void Grant(Submission row)
    {
        var permits = Rows.Where(other => other.State.HoldsPermit()).ToList();
        var used = 0;
        if (permits.Count > 0)
        {
            var floor = permits.Min(permit => permit.Task is { } task ? int.Parse(task.TaskId) - 1 : _tasksAtGrant[permit.Id]);
            used = owner.Observed.Count(id => int.Parse(id) > floor) + permits.Count(permit => permit.Task is null || !owner.Observed.Contains(permit.Task.TaskId));
        }

        Require(used < owner.Options.TaskBudget, $"the task budget is kept ({used} used of {owner.Options.TaskBudget})");
        Require(!Rows.Any(other => other.Id != row.Id && other.TargetHost == row.TargetHost && other.Kind == row.Kind && other.State.AwaitsTask()), "one task kind of a host awaits its task");
        var added = row.Intent!.AddedUtc;
        Require(!_lastAdded.TryGetValue(row.TargetHost, out var last) || added > last, "ADDED grows per host");
        Require(added <= owner.Now + owner.Options.MaxAddedLead, "ADDED does not run away from the clock");
        _lastAdded[row.TargetHost] = added;
        _tasksAtGrant[row.Id] = owner.Ksc.Tasks.Count;
        _observedAtGrant[row.Id] = owner.Observed.Select(int.Parse).DefaultIfEmpty().Max();
    }

    /// <summary>AddIncident is being written.</summary>
    public void Written(ModelRequest request)
    {
        var row = request.Submission;
        var writes = owner.Ksc.Requests.Count(other => other.Submission.Id == row.Id);
        Require(row.State is SubmissionState.Submitting or SubmissionState.Reconciling, $"nothing is sent in {row.State}");
        Require(request.WrittenAt < row.Intent!.SendBeforeUtc, "nothing is sent after send_before");
        Require(row.ExpiresAt is null || request.WrittenAt < row.ExpiresAt, "nothing is sent after expire_time");
        Require(writes <= row.Attempts, "every request belongs to a stored attempt");
        Require(request.Incident.Body == ModelCase.BodyOf(row), "the body is sent as it was stored");
        Require(
            row.Kind != TaskKind.StartProcess || owner.Options.RepeatStartProcess || writes == 1,
            "start_process is not sent twice");
        Require(
            owner.Ksc.Requests.All(other => other.Submission.TargetHost != row.TargetHost || other.Submission.AcceptRevision <= row.AcceptRevision),
            "a host's submissions are sent in the order accepted");
        Require(
            row.Kind != TaskKind.IsolateHost
                || !Rows.Any(other => other.TargetHost == row.TargetHost && other.IsolationEnable == !row.IsolationEnable && other.AcceptRevision < row.AcceptRevision && !other.State.IsTerminal())
                || _told[row.Id].Exists(told => told.Detail.Contains("Warning: the opposite isolation", StringComparison.Ordinal)),
            "an isolation waits for the end of the opposite one, or says that it did not");
    }

    /// <summary>The end of a case.</summary>
    public void Final(ConcurrentDictionary<string, int> seen)
    {
        foreach (var row in Rows)
        {
            CheckEvents(row);
            CheckIncidents(row);
            CheckEnd(row);
            Count(seen, row);
        }

        var claimed = Rows.Where(row => row.IncidentId is not null).Select(row => row.IncidentId).ToList();
        Require(claimed.Distinct().Count() == claimed.Count, "no incident is claimed by two");
        var tasks = Rows.Where(row => row.Task is not null).Select(row => row.Task!.TaskId).ToList();
        Require(tasks.Distinct().Count() == tasks.Count, "no task is claimed by two");
    }

    private static void Count(ConcurrentDictionary<string, int> seen, Submission row)
    {
        seen.AddOrUpdate(row.State.ToString(), 1, (_, count) => count + 1);
    }

    private void CheckEvents(Submission row)
    {
        var stored = GatedStore.Wait(owner.Store.ReadEventsAsync(row.Id, 0, 10_000, CancellationToken.None));
        Require(
            stored.Select(item => (item.Revision, item.Submission.State, item.Detail)).SequenceEqual(_told[row.Id].Select(told => (told.Row.Revision, told.Row.State, told.Detail))),
            "there is one event for every step that was stored");
        Require(stored[0].Submission.State == SubmissionState.Accepted, "the first event is ACCEPTED");
        for (var index = 1; index < stored.Count; index++)
        {
            var (before, after) = (stored[index - 1].Submission, stored[index].Submission);
            Require(after.Revision > before.Revision, "revisions grow");
            Require(SubmissionStates.CanFollow(before.State, after.State), $"{after.State} may follow {before.State}");
            Require(before.Intent is null || before.Intent.AddedUtc == after.Intent?.AddedUtc, "a repeat reuses ADDED");
        }

        var now = GatedStore.Wait(owner.Store.GetAsync(row.Id, CancellationToken.None))!;
        Require((now.State, now.Revision) == (row.State, row.Revision), "the row is what its last event says");
    }

    private void CheckIncidents(Submission row)
    {
        var requests = owner.Ksc.Requests.Where(request => request.Submission.Id == row.Id).ToList();
        var arrived = requests.Where(request => request.ArrivedAt is not null).ToList();
        var tooLate = arrived.Count(request => request.IsTooLate(owner.Options));
        Require(arrived.Count - tooLate <= 1, "KSC got one incident, but for requests it worked off after the quiet period");
        if (owner.Settings.Ending is ModelEnding.Healthy or ModelEnding.HostOffline)
        {
            var candidates = row.Error?.Metadata?.GetValueOrDefault("candidates")?.Split(',') ?? [];
            var silent = owner.Ksc.Incidents.Find(incident => incident.Request?.Submission.Id == row.Id
                && incident.Id != row.IncidentId && !Raised.Contains(incident.Id) && !candidates.Contains(incident.Id.ToString()));
            Require(silent is null || ForeignTwins.Contains(row.Id), $"incident {silent?.Id}, beside what is recorded of {row.Kind} {row.AcceptRevision}, is raised");
        }

        if (row.State is SubmissionState.Rejected or SubmissionState.Cancelled or SubmissionState.Expired)
        {
            Require(arrived.Count == tooLate, $"{row.State} means that nothing was done");
        }

        if (row.State is >= SubmissionState.IncidentAdded and <= SubmissionState.Failed or SubmissionState.Untracked)
        {
            var incident = owner.Ksc.Incidents.Find(other => other.Id == row.IncidentId);
            Require(
                incident is not null && incident.HostId == row.TargetHost && incident.Added == row.Intent!.AddedUtc && incident.Body == ModelCase.BodyOf(row),
                "the claimed incident is this submission's");
            Require(incident!.Request?.Submission.Id == row.Id || ForeignTwins.Contains(row.Id), "an incident of somebody else is taken for ours only if it is equal");
        }
    }

    private void CheckEnd(Submission row)
    {
        var arrivedInTime = owner.Ksc.Requests.Count(request => request.Submission.Id == row.Id && request.ArrivedAt is not null && !request.IsTooLate(owner.Options));
        var task = row.Task is null ? null : owner.Ksc.Tasks.Find(other => other.Id == row.Task.TaskId);
        switch (row.State)
        {
            case SubmissionState.Succeeded:
                Require(task?.State == KscTaskState.Completed, "SUCCEEDED: the task has finished");
                break;
            case SubmissionState.CompletedWithWarnings:
                Require(task?.State == KscTaskState.CompletedWithWarning, "COMPLETED_WITH_WARNINGS: so says its task");
                break;
            case SubmissionState.Failed:
                Require(task?.State == KscTaskState.Failed, "FAILED: so says its task");
                break;
            case SubmissionState.Rejected:
                Require(owner.Ksc.RefusedSubmissions.Contains(row.Id), "REJECTED: KSC has refused it");
                break;
            case SubmissionState.Cancelled:
                break;
            case SubmissionState.Expired:
                Require(row.ExpiresAt <= row.UpdatedAt, "EXPIRED: expire_time has passed");
                break;
            case SubmissionState.OutcomeUnknown:
                CheckOutcomeUnknown(row, arrivedInTime);
                break;
            case SubmissionState.Untracked:
                CheckUntracked(row, task);
                break;
            default:
                CheckWaiting(row, task);
                break;
        }

        Require(task is null || task.Number > _observedAtGrant[row.Id], $"a task that stood before it was sent is not taken for that of {row.Kind} {row.AcceptRevision}");
        if (task?.Incident?.Request is { } request && request.Submission.Id != row.Id)
        {
            var other = owner.Current[request.Submission.Id];
            Require(other.State.IsTerminal(), $"task {task.Id} belongs to another submission that still awaits it");
        }
    }

    private void CheckOutcomeUnknown(Submission row, int arrivedInTime)
    {
        var equal = owner.Ksc.Incidents.Count(incident => incident.HostId == row.TargetHost && incident.Added == row.Intent!.AddedUtc && incident.Body == ModelCase.BodyOf(row));
        Require(
            equal >= 2 || (row.Kind == TaskKind.StartProcess && !owner.Options.RepeatStartProcess && arrivedInTime == 0),
            "OUTCOME_UNKNOWN: several incidents match, or a process that is not started twice");
    }

    private void CheckUntracked(Submission row, ModelTask? task)
    {
        var reason = row.Error!.Reason;
        var mine = owner.Ksc.Tasks.Where(other => other.Incident?.Id == row.IncidentId).ToList();
        var submittedAt = _told[row.Id].Find(told => told.Row.State == SubmissionState.Submitted).Row?.UpdatedAt;
        var named = owner.Ksc.Tasks.Where(other => other.HostId == row.TargetHost && TaskNames.IsTaskOf(other.Info.DisplayName, row.Area, row.Kind)).ToList();
        var holds = reason switch
        {
            SubmissionErrorReasons.TaskVanished => task is { IsGone: true },
            SubmissionErrorReasons.TaskAmbiguous => named.Count(other => other.Number > _observedAtGrant[row.Id]) >= 2,
            _ when submittedAt is null => owner.Ksc.RefusedUpdates.Contains(row.IncidentId!.Value),
            _ => mine.TrueForAll(other => other.IsGone
                || other.Info.CreatedUtc > submittedAt + owner.Options.TaskAppearTimeout
                || Rows.Any(claimer => claimer.Id != row.Id && claimer.Task?.TaskId == other.Id)),
        };
        Require(holds, $"UNTRACKED ({reason}): KSC is why");
    }

    private void CheckWaiting(Submission row, ModelTask? task)
    {
        Require(owner.Settings.Ending != ModelEnding.Healthy, $"{row.Kind} {row.AcceptRevision} has an end when everything works, but is {row.State}: {row.WaitingReason}");
        Require(
            row.WaitingReason.Length > 0
                || (owner.EndsOffline(row.TargetHost) && task is not null),
            $"{row.Kind} {row.AcceptRevision} is {row.State} and says why");
    }
}
