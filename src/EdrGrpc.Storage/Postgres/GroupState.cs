using EdrGrpc.Submissions;
using EdrGrpc.Submissions.Access;
using EdrGrpc.Submissions.Audit;
using EdrGrpc.Submissions.Store;

namespace EdrGrpc.Storage.Postgres;

/// <summary>A group while it is decided: what was read, what it changed so far, and the rows it will write.</summary>
internal sealed class GroupState : IWriteState
{
    private readonly GroupFacts _facts;
    private readonly GroupRows _rows = new();
    private readonly ReadOnlyMemory<byte> _auditKey;
    private readonly List<SubmissionEvent> _events = [];
    private readonly Dictionary<Guid, (Submission? Before, Submission Now)> _changed = [];
    private readonly Dictionary<HostKey, List<Guid>> _changedOfHost = [];
    private readonly StoreHead _start;
    private StoreHead _head;

    public GroupState(GroupFacts facts, ReadOnlyMemory<byte> auditKey)
    {
        _facts = facts;
        _auditKey = auditKey;
        _start = _head = facts.Head!;
    }

    /// <summary>The head as it will be; the same as it was if nothing is written.</summary>
    public StoreHead Head => HasWrites ? _head with { Version = _start.Version + 1 } : _start;

    /// <summary>True if there is something to commit.</summary>
    public bool HasWrites { get; private set; }

    public IReadOnlyList<SubmissionEvent> Events => _events;

    public bool IsSendingStopped => _head.Sending.IsStopped;

    public long Unfinished => _head.Unfinished;

    /// <summary>The statements that write it all, the head last.</summary>
    public GroupFlush Flush(Guid writer, long group) => new(_rows, _changed.Values, _start, Head, writer, group);

    /// <summary>Makes sure that the group is written, although nothing may have changed.</summary>
    public void Touch() => HasWrites = true;

    public void SetSending(SendingState state)
    {
        _head = _head with { Sending = state };
        Touch();
    }

    public void RaisePurged(long revision)
    {
        _head = _head with { PurgedRevision = Math.Max(_head.PurgedRevision, revision) };
        Touch();
    }

    public long NextRevision()
    {
        _head = _head with { Revision = _head.Revision + 1 };
        Touch();
        return _head.Revision;
    }

    public Submission? Find(Guid id) => _changed.TryGetValue(id, out var changed) ? changed.Now : _facts.Submissions.GetValueOrDefault(id);

    public RequestRecord? FindRequest(string principal, Guid requestId) => _facts.Requests.GetValueOrDefault((PgText.Clean(principal), requestId));

    public int CountUsed(AcceptLimit limit) => _facts.Limits.Used(limit) + _changed.Values.Sum(change =>
        (LimitCheck.IsCounted(change.Now, limit) ? 1 : 0) - (change.Before is { } before && LimitCheck.IsCounted(before, limit) ? 1 : 0));

    public long? OldestUsed(AcceptLimit limit) => _facts.Limits.Oldest(limit)
        ?? _changed.Values.Where(change => LimitCheck.IsCounted(change.Now, limit)).Min(change => (long?)change.Now.CreatedAt.UtcTicks);

    public bool IsIncidentClaimed(string server, int incidentId, Guid but) =>
        _facts.IncidentHolders.TryGetValue((server, incidentId), out var holder) && holder != but;

    public bool IsTaskClaimed(string server, string taskId, Guid but) =>
        _facts.TaskHolders.TryGetValue((server, PgText.Clean(taskId)), out var holder) && holder != but;

    public bool HasEarlier(Submission submission)
    {
        var turns = _facts.Turns.GetValueOrDefault(submission.Id, []);

        // Where not all of them were read, those that were must still be there for the answer to be known: "not yet" is always safe.
        if (turns.Exists(turn => GoesBefore(turn)) || turns.Count >= GroupFacts.MostTurns)
        {
            return true;
        }

        return _changedOfHost.TryGetValue(submission.Host, out var changed)
            && changed.Exists(id => SendRule.GoesBefore(SendTurn.Of(_changed[id].Now), submission));

        bool GoesBefore(SendTurn turn) =>
            SendRule.GoesBefore(_changed.TryGetValue(turn.Id, out var change) ? SendTurn.Of(change.Now) : turn, submission);
    }

    public TaskBudget Budget(string server) => _facts.BudgetOf(server);

    public DateTimeOffset? LastAdded(HostKey host) => _facts.LastAdded.TryGetValue(host, out var added) ? added : null;

    public void SetLastAdded(HostKey host, DateTimeOffset added)
    {
        _facts.LastAdded[host] = added;
        _rows.LastAdded[host] = added;
    }

    public void AddPermit(Submission submission, long floor)
    {
        _rows.Permits.Add(submission.Id, submission.Server, floor);
        Budget(submission.Server).AddPermit(submission.Id, null, floor);
    }

    public void SetPermitTask(Submission submission, string taskId)
    {
        _rows.PermitTasks.Add(submission.Id, taskId);
        Budget(submission.Server).SetTask(submission.Id, taskId);
    }

    public void RemovePermit(Submission submission)
    {
        _rows.PermitsEnded.Add(submission.Id);
        Budget(submission.Server).RemovePermit(submission.Id);
    }

    public void Insert(NewSubmission item)
    {
        _rows.Add(item);
        Changed(null, item.Submission);
        _head = _head with { Unfinished = _head.Unfinished + 1 };
    }

    public void InsertRequest(AcceptRequest request, Guid firstId)
    {
        _rows.Requests.Add(request.Principal, request.RequestId, request.Fingerprint.ToArray(), firstId, request.BatchId);
        var submissions = request.Submissions.Select(item => _changed[item.Submission.Id].Now).ToList();
        _facts.Requests[(PgText.Clean(request.Principal), request.RequestId)] = new RequestRecord(request.Fingerprint, request.BatchId, submissions);
    }

    public void Update(Submission written)
    {
        Changed(_facts.Submissions.GetValueOrDefault(written.Id), written);
        if (written.IncidentId is { } incident)
        {
            _facts.IncidentHolders[(written.Server, incident)] = written.Id;
        }

        if (written.Task is { } task)
        {
            _facts.TaskHolders[(written.Server, PgText.Clean(task.TaskId))] = written.Id;
        }

        if (written.State.IsTerminal())
        {
            _head = _head with { Unfinished = _head.Unfinished - 1 };
        }
    }

    public void AddEvent(Submission submission, string detail, EventSource source)
    {
        _rows.Events.Add([submission.Id, .. SubmissionValues.Changing(submission), (int)source, detail]);
        _events.Add(new SubmissionEvent(submission, detail, source));
    }

    public void AddAudit(AuditEntry entry)
    {
        // The hash is of what will be read back.
        var stored = PgAudit.Clean(entry);
        var sequence = _head.AuditSequence + 1;
        var hash = AuditChain.Hash(_head.AuditHash.Span, sequence, stored, _auditKey.Span);
        _rows.Audit.Add(AuditRows.Values(sequence, stored, hash, id => id));
        _head = _head with { AuditSequence = sequence, AuditHash = hash };
        Touch();
    }

    private void Changed(Submission? before, Submission now)
    {
        _changed[now.Id] = (before, now);
        if (!_changedOfHost.TryGetValue(now.Host, out var ids))
        {
            _changedOfHost.Add(now.Host, ids = []);
        }

        if (!ids.Contains(now.Id))
        {
            ids.Add(now.Id);
        }

        Touch();
    }
}
