using EdrGrpc.Submissions;
using EdrGrpc.Submissions.Access;
using EdrGrpc.Submissions.Actions;
using EdrGrpc.Submissions.Audit;
using EdrGrpc.Submissions.Store;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace EdrGrpc.Storage.Postgres;

/// <summary>The store of many replicas: one PostgreSQL database, a writer with group commit in each process, ordered by the lock of one row.</summary>
public sealed class PostgresSubmissionStore : IDurableStore, ISharedStore
{
    private const int WeightOfSubmission = 2048;

    private readonly PostgresConnections _connections;
    private readonly PostgresReads _reads;
    private readonly HeadFollower _follower;
    private readonly HeadListener _listener;
    private readonly HeadNotifier _notifier;
    private readonly GroupWriter _writer;
    private readonly Guid _storeId;
    private volatile SendingState? _stopping;
    private int _disposed;

    private PostgresSubmissionStore(
        PostgresStoreOptions options, PostgresConnections connections, PostgresReads reads, Guid storeId, StoreHead head, IEventPublisher publisher, TimeProvider time, ILogger logger)
    {
        AuditKeys = options.AuditKeys;
        _connections = connections;
        _reads = reads;
        _storeId = storeId;
        _follower = new HeadFollower(_reads, connections.Place, head, publisher, options.PollInterval, time, logger);
        _notifier = new HeadNotifier(_reads, time);
        _listener = new HeadListener(connections, _follower.VersionTold, options.PollInterval, time);
        _writer = new GroupWriter(options, connections, Committed, time, logger);
    }

    /// <inheritdoc/>
    public Action<long>? OwnHeadMoved { get; set; }

    /// <inheritdoc/>
    public string Place => _connections.Place;

    /// <inheritdoc/>
    public StoreIdentity Identity => new(_storeId, _follower.Head.Epoch);

    /// <inheritdoc/>
    public long HeadRevision => _follower.Head.Revision;

    /// <inheritdoc/>
    public long PurgedRevision => _follower.Head.PurgedRevision;

    /// <inheritdoc/>
    public long UnfinishedCount => _follower.Head.Unfinished;

    /// <inheritdoc/>
    public AuditKeys AuditKeys { get; }

    /// <inheritdoc/>
    public AuditHead AuditHead => new(_follower.Head.AuditSequence, _follower.Head.AuditHash);

    /// <inheritdoc/>
    public SendingState Sending => _stopping ?? _follower.Head.Sending;

    /// <summary>Connects and migrates.</summary>
    /// <exception cref="StoreUnavailableException">It cannot be used; the message says why and what to do.</exception>
    public static async Task<PostgresSubmissionStore> OpenAsync(
        PostgresStoreOptions options, IEventPublisher publisher, TimeProvider timeProvider, ILoggerFactory loggers, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(loggers);
        var logger = loggers.CreateLogger<PostgresSubmissionStore>();
        var connections = new PostgresConnections(options, logger);
        try
        {
            await using var connection = await connections.OpenWriterAsync(cancellationToken);
            await PostgresSchema.PrepareAsync(connection, connections.Place, logger, cancellationToken);
            var (identity, isRaised) = await PostgresSchema.LoadAsync(connection, options.RaiseEpoch, cancellationToken);
            var reads = new PostgresReads(connections);
            var head = await reads.HeadAsync(cancellationToken);
            AuditKeyCheck.Run(
                await reads.ManyAsync(AuditRows.Read, AuditRows.Select, cancellationToken, AuditKeyCheck.From(head.AuditSequence), AuditKeyCheck.Records), options.AuditKeys);
            if (isRaised)
            {
                PostgresLog.EpochRaised(logger, connections.Place, identity.Epoch);
            }

            return new PostgresSubmissionStore(options, connections, reads, identity.StoreId, head, publisher, timeProvider, logger);
        }
        catch (Exception exception)
        {
            await connections.DisposeAsync();
            throw PostgresErrors.IsKnown(exception) ? PostgresErrors.Translate(exception, connections.Place) : exception;
        }
    }

    /// <inheritdoc/>
    public void HeadMoved(long revision) => _follower.RevisionTold(revision);

    /// <inheritdoc/>
    public async Task LookAsync(CancellationToken cancellationToken) => _follower.Take(await _reads.HeadAsync(cancellationToken));

    /// <inheritdoc/>
    public Task<AcceptResult> AcceptAsync(AcceptRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        return WriteAsync(keys => keys.Add(request), state => AcceptOperation.Run(state, request), cancellationToken, WeightOf(request));
    }

    /// <inheritdoc/>
    public Task<AcceptResult?> CheckLimitsAsync(AcceptRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        return WriteAsync(keys => keys.Limits.AddRange(request.Limits), state => LimitCheck.Run(state, request).Refusal, cancellationToken);
    }

    /// <inheritdoc/>
    public Task<ChangeResult> ApplyAsync(SubmissionChange change, CancellationToken cancellationToken)
    {
        StepOperation.ThrowIfForbidden(change);
        return WriteAsync(keys => keys.Add(change), state => StepOperation.Run(state, change), cancellationToken, WeightOfSubmission);
    }

    /// <inheritdoc/>
    public Task<BeginSendResult> BeginSendAsync(BeginSend request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        return WriteAsync(keys => keys.Add(request), state => BeginSendOperation.Run(state, request), cancellationToken, WeightOfSubmission);
    }

    /// <inheritdoc/>
    public Task RecordObservationAsync(string server, IReadOnlyCollection<string> taskIds, DateTimeOffset observedAt, CancellationToken cancellationToken) =>
        WriteAloneAsync(_ => { }, (connection, state) => RareWrites.ObserveAsync(connection, state, server, taskIds, observedAt), cancellationToken);

    /// <inheritdoc/>
    public Task<int> PurgeAsync(DateTimeOffset endedBefore, int limit, CancellationToken cancellationToken) =>
        WriteAloneAsync(_ => { }, (connection, state) => PurgeWrite.RunAsync(connection, state, endedBefore, limit), cancellationToken);

    /// <inheritdoc/>
    public async Task<BudgetUse> GetBudgetUseAsync(string server, CancellationToken cancellationToken)
    {
        var budget = new TaskBudget();
        await _reads.ManyAsync(
            row =>
            {
                budget.Add(row);
                return true;
            },
            TaskBudget.Select, cancellationToken, server);
        var oldest = budget.OldestHolder is { } holder ? await GetAsync(holder, cancellationToken) : null;
        return new BudgetUse(budget.Count(), budget.Permits, budget.ObservedAt, oldest);
    }

    /// <inheritdoc/>
    public Task<Submission?> GetAsync(Guid id, CancellationToken cancellationToken) => _reads.OneAsync(RowReader.ReadSubmission, Queries.Submission, cancellationToken, id);

    /// <inheritdoc/>
    public async Task<RequestRecord?> FindRequestAsync(string principal, Guid requestId, CancellationToken cancellationToken)
    {
        var found = await _reads.ManyAsync(
            row => (Fingerprint: row.GetFieldValue<byte[]>(0), First: row.GetGuid(1), Batch: row.IsDBNull(2) ? (Guid?)null : row.GetGuid(2)),
            Queries.Request, cancellationToken, principal, requestId);
        if (found.Count == 0)
        {
            return null;
        }

        var (fingerprint, first, batch) = found[0];
        var submissions = batch is { } id ? await GetBatchAsync(id, cancellationToken) : await ManyAsync(Queries.Submission, cancellationToken, first);
        return new RequestRecord(fingerprint, batch, submissions);
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<Submission>> GetBatchAsync(Guid batchId, CancellationToken cancellationToken) => ManyAsync(Queries.Batch, cancellationToken, batchId);

    /// <inheritdoc/>
    public Task<IReadOnlyList<Submission>> ListAsync(SubmissionFilter filter, long beforeAcceptRevision, int limit, CancellationToken cancellationToken)
    {
        var (sql, values) = ListQuery.Of(filter, beforeAcceptRevision, limit, id => id);
        return ManyAsync(sql, cancellationToken, values);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<SubmissionEvent>> ReadEventsAsync(Guid submissionId, long afterRevision, int limit, CancellationToken cancellationToken) =>
        await _reads.ManyAsync(RowReader.ReadEvent, Queries.EventsOfOne, cancellationToken, submissionId, afterRevision, limit);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<SubmissionEvent>> ReadEventsAsync(long afterRevision, long upToRevision, int limit, CancellationToken cancellationToken) =>
        await _reads.ManyAsync(RowReader.ReadEvent, PostgresQueries.EventsOfAll, cancellationToken, afterRevision, upToRevision, limit);

    /// <inheritdoc/>
    public Task<IReadOnlyList<Submission>> GetUnfinishedAsync(HostKey host, CancellationToken cancellationToken) =>
        ManyAsync(Queries.Unfinished, cancellationToken, host.Server, host.HostId);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<HostKey>> GetHostsWithUnfinishedAsync(CancellationToken cancellationToken) =>
        await _reads.ManyAsync(row => new HostKey(row.GetString(0), row.GetString(1)), Queries.Hosts, cancellationToken);

    /// <inheritdoc/>
    public Task<long> CountUnfinishedAsync(string server, CancellationToken cancellationToken) =>
        _reads.OneAsync(row => row.GetInt64(0), Queries.CountUnfinished, cancellationToken, server);

    /// <inheritdoc/>
    public async Task<string> GetIncidentBodyAsync(Guid id, CancellationToken cancellationToken) =>
        await _reads.OneAsync(
            row => new IncidentBodyText(row.GetString(0), row.IsDBNull(1) ? null : row.GetString(1)).Compose(row.IsDBNull(2) ? [] : row.GetFieldValue<byte[]>(2)),
            Queries.Body, cancellationToken, id)
        ?? throw new InvalidOperationException($"Submission {id} has no incident body.");

    /// <inheritdoc/>
    public async Task<bool> IsIncidentClaimedAsync(string server, int incidentId, CancellationToken cancellationToken) =>
        (await _reads.ManyAsync(row => row.GetGuid(0), Queries.IncidentHolder, cancellationToken, server, incidentId)).Count > 0;

    /// <inheritdoc/>
    public Task<IReadOnlyList<Submission>> GetDoubtfulAsync(DateTimeOffset sentAfter, CancellationToken cancellationToken) =>
        ManyAsync(Queries.Doubtful, cancellationToken, sentAfter.UtcTicks);

    /// <inheritdoc/>
    public Task<(bool IsNew, Submission? Submission)> RecordLateIncidentAsync(LateIncident late, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(late);
        return WriteAloneAsync(
            keys => keys.Submissions.Add(late.SubmissionId), (connection, state) => RareWrites.RecordLateIncidentAsync(connection, state, late), cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlySet<string>> GetClaimedTasksAsync(string server, IReadOnlyCollection<string> taskIds, CancellationToken cancellationToken) =>
        (await _reads.ManyAsync(row => row.GetString(0), PostgresQueries.ClaimedTasks, cancellationToken, server, taskIds.Select(PgText.Clean).ToArray())).ToHashSet(StringComparer.Ordinal);

    /// <inheritdoc/>
    public Task<IReadOnlyList<Submission>> GetIsolationsAsync(string server, CancellationToken cancellationToken) =>
        ManyAsync(IsolationQueries.Isolated, cancellationToken, server);

    /// <inheritdoc/>
    public Task<IReadOnlyList<Submission>> GetReleasesDueAsync(DateTimeOffset now, int limit, CancellationToken cancellationToken) =>
        ManyAsync(IsolationQueries.Due, cancellationToken, now.UtcTicks, limit);

    /// <inheritdoc/>
    public Task<Submission?> FindReleaseAsync(Guid isolationId, CancellationToken cancellationToken) =>
        _reads.OneAsync(RowReader.ReadSubmission, IsolationQueries.ReleaseOf, cancellationToken, isolationId);

    /// <inheritdoc/>
    public Task AppendAsync(AuditEntry entry, CancellationToken cancellationToken) => WriteAsync(
        _ => { },
        state =>
        {
            state.AddAudit(entry);
            return true;
        },
        cancellationToken,
        WeightOfSubmission);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<AuditRecord>> ReadAuditAsync(long fromSequence, int limit, CancellationToken cancellationToken) =>
        await _reads.ManyAsync(AuditRows.Read, AuditRows.Select, cancellationToken, fromSequence, limit);

    /// <inheritdoc/>
    public async Task<long?> ReadForwardedAsync(string address, CancellationToken cancellationToken) =>
        (await _reads.ManyAsync(row => (long?)row.GetInt64(0), PostgresQueries.Forwarded, cancellationToken, address)).FirstOrDefault();

    /// <inheritdoc/>
    public Task WriteForwardedAsync(string address, long sequence, CancellationToken cancellationToken) =>
        WriteAloneAsync(_ => { }, (connection, state) => RareWrites.SetForwardedAsync(connection, state, address, sequence), cancellationToken);

    /// <inheritdoc/>
    public Task AddTokenAsync(ApiToken token, AuditEntry audit, CancellationToken cancellationToken) =>
        WriteAloneAsync(_ => { }, (connection, state) => RareWrites.AddTokenAsync(connection, state, token, audit), cancellationToken);

    /// <inheritdoc/>
    public Task<ApiToken?> FindTokenAsync(ReadOnlyMemory<byte> hash, CancellationToken cancellationToken) =>
        _reads.OneAsync(TokenRows.Read, TokenRows.SelectByHash, cancellationToken, hash.ToArray());

    /// <inheritdoc/>
    public async Task<IReadOnlyList<ApiToken>> ListTokensAsync(CancellationToken cancellationToken) =>
        await _reads.ManyAsync(TokenRows.Read, TokenRows.SelectAll, cancellationToken);

    /// <inheritdoc/>
    public Task<ApiToken?> RevokeTokenAsync(Guid id, DateTimeOffset now, AuditEntry audit, CancellationToken cancellationToken) =>
        WriteAloneAsync(_ => { }, (connection, state) => RareWrites.RevokeTokenAsync(connection, state, id, now, audit), cancellationToken);

    /// <inheritdoc/>
    public async Task<SendingState> SetSendingAsync(SendingState state, AuditEntry audit, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(state);

        // A stop holds here from its call on, also while its record waits for the database; a resume only once it is recorded.
        if (state.IsStopped)
        {
            _stopping = state;
        }

        try
        {
            return await WriteAsync(
                _ => { },
                group =>
                {
                    group.SetSending(state);
                    group.AddAudit(audit);
                    return state;
                },
                cancellationToken);
        }
        finally
        {
            _stopping = null;
        }
    }

    /// <inheritdoc/>
    public async Task CheckAsync(CancellationToken cancellationToken)
    {
        await WriteAsync(
            _ => { },
            state =>
            {
                state.Touch();
                return true;
            },
            cancellationToken);
        await _reads.HeadAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
        {
            return;
        }

        await _writer.DisposeAsync();
        await _notifier.DisposeAsync();
        await _listener.DisposeAsync();
        await _follower.DisposeAsync();
        _reads.Close();
        await _connections.DisposeAsync();
    }

    private Task<T> WriteAsync<T>(Action<GroupKeys> collect, Func<GroupState, T> decide, CancellationToken cancellationToken, long weight = 0) =>
        _writer.RunAsync(new GroupedWrite<T>(collect, decide, weight, cancellationToken), cancellationToken);

    private Task<T> WriteAloneAsync<T>(Action<GroupKeys> collect, Func<NpgsqlConnection, GroupState, Task<T>> body, CancellationToken cancellationToken) =>
        _writer.RunAsync(new SingleWrite<T>(collect, body, cancellationToken), cancellationToken);

    private async Task<IReadOnlyList<Submission>> ManyAsync(string sql, CancellationToken cancellationToken, params object?[] values) =>
        await _reads.ManyAsync(RowReader.ReadSubmission, sql, cancellationToken, values);

    private void Committed(StoreHead head, IReadOnlyList<SubmissionEvent> events)
    {
        _follower.Committed(head, events);
        _notifier.HeadMoved(head.Version);
        OwnHeadMoved?.Invoke(head.Revision);
    }

    private static long WeightOf(AcceptRequest request) => request.Submissions.Sum(item =>
        (long)WeightOfSubmission + item.Submission.Action.Length + item.Body.Head.Length + (item.Body.Tail?.Length ?? 0) + (item.Archive?.Bytes.Length ?? 0));
}
