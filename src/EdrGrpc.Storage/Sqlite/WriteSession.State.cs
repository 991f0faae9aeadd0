using System.Data.Common;
using System.Globalization;
using EdrGrpc.Submissions;
using EdrGrpc.Submissions.Audit;
using EdrGrpc.Submissions.Store;

namespace EdrGrpc.Storage.Sqlite;

/// <content>A statement per question and change.</content>
internal sealed partial class WriteSession : IWriteState
{
    private const string InsertRequestRow = "INSERT INTO request_ids (principal, request_id, fingerprint, first_id, batch_id) VALUES ($0, $1, $2, $3, $4)";
    private const string InsertBody = "INSERT INTO bodies (submission_id, head, tail, archive_sha256) VALUES ($0, $1, $2, $3)";
    private const string InsertArchive = "INSERT OR IGNORE INTO archives (sha256, content) VALUES ($0, $1)";
    private const string InsertLabel = "INSERT INTO labels (key, value, accept_revision) VALUES ($0, $1, $2)";
    private const string UpdatePermit = "UPDATE permits SET task_id = $1 WHERE submission_id = $0";
    private const string DeletePermit = "DELETE FROM permits WHERE submission_id = $0";
    private const string InsertPermit = "INSERT INTO permits (submission_id, server, task_id_floor) VALUES ($0, $1, $2)";
    private const string SelectLastAdded = "SELECT added_at FROM last_added WHERE server = $0 AND target_host = $1";
    private const string UpsertLastAdded = "INSERT INTO last_added (server, target_host, added_at) VALUES ($0, $1, $2) ON CONFLICT DO UPDATE SET added_at = excluded.added_at";

    // Of the host, being sent (3 to 5), or SUBMITTED (6) and of the same kind.
    private const string SelectSent =
        "SELECT 1 FROM submissions WHERE server = $0 AND target_host = $1 AND state BETWEEN 3 AND 6 AND id <> $2 AND (state < 6 OR kind = $3) LIMIT 1";

    private const string CountedByLimit = $"FROM submissions WHERE created_at > $0 AND (effects & $1) <> 0 AND ($2 IS NULL OR principal = $2) AND {LimitCheck.CountedStates}";

    /// <inheritdoc/>
    public Submission? Find(Guid id)
    {
        using var row = Command(Queries.Submission, Sql.Bytes(id)).ExecuteReader();
        return row.Read() ? RowReader.ReadSubmission(row) : null;
    }

    /// <inheritdoc/>
    public RequestRecord? FindRequest(string principal, Guid requestId)
    {
        // Nearly every request is new: the cheap statement first.
        return Run(Queries.Request, principal, Sql.Bytes(requestId)) ? RequestRows.Find(Query, principal, requestId) : null;
    }

    /// <inheritdoc/>
    public int CountUsed(AcceptLimit limit) =>
        Convert.ToInt32(Command("SELECT count(*) " + CountedByLimit, limit.Since.UtcTicks, (int)limit.Effects, limit.Principal).ExecuteScalar(), CultureInfo.InvariantCulture);

    /// <inheritdoc/>
    public long? OldestUsed(AcceptLimit limit) =>
        Command("SELECT min(created_at) " + CountedByLimit, limit.Since.UtcTicks, (int)limit.Effects, limit.Principal).ExecuteScalar() as long?;

    /// <inheritdoc/>
    public bool IsIncidentClaimed(string server, int incidentId, Guid but) => IsHeld(Command(Queries.IncidentHolder, server, incidentId).ExecuteScalar(), but);

    /// <inheritdoc/>
    public bool IsTaskClaimed(string server, string taskId, Guid but) => IsHeld(Command(Queries.TaskHolder, server, taskId).ExecuteScalar(), but);

    /// <inheritdoc/>
    public bool HasEarlier(Submission submission) =>

        // Whatever was accepted before this one was committed before it; what this group changed of it is read from its row.
        UnfinishedBefore(submission.Host, submission.AcceptRevision).Select(Find).Any(earlier => earlier is not null && SendRule.GoesBefore(SendTurn.Of(earlier), submission))
        || Command(SelectSent, submission.Server, submission.TargetHost, Sql.Bytes(submission.Id), (int)submission.Kind).ExecuteScalar() is not null;

    /// <inheritdoc/>
    public TaskBudget Budget(string server)
    {
        var budget = new TaskBudget();
        using var rows = Command(TaskBudget.Select, server).ExecuteReader();
        while (rows.Read())
        {
            budget.Add(rows);
        }

        return budget;
    }

    /// <inheritdoc/>
    public DateTimeOffset? LastAdded(HostKey host) =>
        Command(SelectLastAdded, host.Server, host.HostId).ExecuteScalar() is long ticks ? new DateTimeOffset(ticks, TimeSpan.Zero) : null;

    /// <inheritdoc/>
    public void SetLastAdded(HostKey host, DateTimeOffset added) => Command(UpsertLastAdded, host.Server, host.HostId, added.UtcTicks).ExecuteNonQuery();

    /// <inheritdoc/>
    public void AddPermit(Submission submission, long floor) => Command(InsertPermit, Sql.Bytes(submission.Id), submission.Server, floor).ExecuteNonQuery();

    /// <inheritdoc/>
    public void SetPermitTask(Submission submission, string taskId) => Command(UpdatePermit, Sql.Bytes(submission.Id), taskId).ExecuteNonQuery();

    /// <inheritdoc/>
    public void RemovePermit(Submission submission) => Run(DeletePermit, Sql.Bytes(submission.Id));

    /// <inheritdoc/>
    public void Insert(NewSubmission item)
    {
        var submission = item.Submission;
        Run(Sql.InsertSubmission, [.. SubmissionValues.Fixed(submission, Sql.Bytes), .. SubmissionValues.Changing(submission)]);
        Run(InsertBody, Sql.Bytes(submission.Id), item.Body.Head, item.Body.Tail, item.Archive?.Sha256);
        if (item.Archive is { } archive)
        {
            Run(InsertArchive, archive.Sha256, archive.Bytes.ToArray());
        }

        foreach (var (key, value) in submission.Context.Labels)
        {
            Run(InsertLabel, key, value, submission.AcceptRevision);
        }

        _unfinishedChange++;
    }

    /// <inheritdoc/>
    public void InsertRequest(AcceptRequest request, Guid firstId) => Run(
        InsertRequestRow, request.Principal, Sql.Bytes(request.RequestId), request.Fingerprint.ToArray(), Sql.Bytes(firstId),
        request.BatchId is { } batch ? Sql.Bytes(batch) : null);

    /// <inheritdoc/>
    public void Update(Submission written)
    {
        Run(Sql.UpdateSubmission, [.. SubmissionValues.Changing(written), Sql.Bytes(written.Id)]);
        if (written.State.IsTerminal())
        {
            _unfinishedChange--;
        }
    }

    /// <inheritdoc/>
    public void AddEvent(Submission submission, string detail, EventSource source)
    {
        Run(Sql.InsertEvent, [Sql.Bytes(submission.Id), .. SubmissionValues.Changing(submission), (int)source, detail]);
        _events.Add(new SubmissionEvent(submission, detail, source));
    }

    /// <inheritdoc/>
    public void AddAudit(AuditEntry entry)
    {
        var sequence = _pendingAudit.Sequence + 1;
        var hash = AuditChain.Hash(_pendingAudit.Hash.Span, sequence, entry, AuditKeys.For(sequence));
        Run(Sql.InsertAudit, AuditRows.Values(sequence, entry, hash, Sql.Bytes));
        _pendingAudit = new AuditHead(sequence, hash);
    }

    private DbDataReader Query(string sql, params ReadOnlySpan<object?> values) => Command(sql, values).ExecuteReader();

    private static bool IsHeld(object? holder, Guid but) => holder is byte[] bytes && new Guid(bytes, bigEndian: true) != but;
}
