using System.Globalization;
using EdrGrpc.Submissions;
using EdrGrpc.Submissions.Access;
using EdrGrpc.Submissions.Audit;
using EdrGrpc.Submissions.Store;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;

namespace EdrGrpc.Storage.Sqlite;

/// <summary>The store of one process: a SQLite file in WAL mode with synchronous=FULL, one writer with group commit, many readers.</summary>
public sealed class SqliteSubmissionStore : IDurableStore
{
    private static readonly string SelectAllEvents =
        $"SELECT {Columns.Event} FROM events e CROSS JOIN submissions s ON s.id = e.submission_id WHERE e.revision > $0 AND e.revision <= $1 ORDER BY e.revision LIMIT $2";

    // The right-hand pages of every index stay in memory, and are moved from the WAL into the file once for many commits (docs/performance.md).
    private const int WriterCacheKib = 32 * 1024;
    private const int CheckpointPages = 8000;

    private readonly SqliteStoreOptions _options;
    private readonly FileStream _lock;
    private readonly GroupWriter _writer;
    private readonly ReadPool _reads;
    private readonly IEventPublisher _publisher;
    private volatile SendingState _sending;
    private readonly UnfinishedSubmissions _unfinished;
    private long _head;
    private long _purged;

    private SqliteSubmissionStore(SqliteStoreOptions options, FileStream processLock, SqliteConnection connection, StoreIdentity identity, IEventPublisher publisher, TimeProvider time, ILogger logger)
    {
        _options = options;
        _lock = processLock;
        _publisher = publisher;
        Identity = identity;
        _head = Number(SqliteSchema.Scalar(connection, "SELECT max(revision) FROM events"));
        _purged = Number(SqliteSchema.Scalar(connection, "SELECT value FROM meta WHERE key = 'purged_revision'"));
        _unfinished = new UnfinishedSubmissions(connection);
        _head = Math.Max(_head, _purged);
        _sending = AccessOperations.LoadSending(connection);
        var session = new WriteSession(connection, _head, _unfinished, _sending.IsStopped) { AuditKey = options.AuditKey };
        var condition = new StoreCondition(options.Path, time, logger);
        _reads = new ReadPool(ConnectionString(options, readOnly: true), condition);
        _writer = new GroupWriter(session, options, condition, events => Committed(session, events), logger);
    }

    /// <inheritdoc/>
    public string Place => _options.Path;

    /// <inheritdoc/>
    public StoreIdentity Identity { get; }

    /// <inheritdoc/>
    public long HeadRevision => Interlocked.Read(ref _head);

    /// <inheritdoc/>
    public long PurgedRevision => Interlocked.Read(ref _purged);

    /// <inheritdoc/>
    public long UnfinishedCount => _unfinished.Count;

    /// <summary>Opens or creates the data file, migrates it, and keeps other processes out.</summary>
    /// <exception cref="StoreUnavailableException">It cannot be used; the message says why and what to do.</exception>
    public static Task<SqliteSubmissionStore> OpenAsync(
        SqliteStoreOptions options, IEventPublisher publisher, TimeProvider timeProvider, ILoggerFactory loggers, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(loggers);
        cancellationToken.ThrowIfCancellationRequested();
        var logger = loggers.CreateLogger<SqliteSubmissionStore>();
        var processLock = Lock(options.Path);
        SqliteConnection? connection = null;
        try
        {
            connection = new SqliteConnection(ConnectionString(options, readOnly: false));
            connection.Open();
            SqliteSchema.Scalar(connection, $"PRAGMA busy_timeout = {(int)options.BusyTimeout.TotalMilliseconds}");
            SqliteSchema.Scalar(connection, "PRAGMA journal_mode = WAL");
            SqliteSchema.Scalar(connection, "PRAGMA synchronous = FULL");
            SqliteSchema.Scalar(connection, $"PRAGMA cache_size = -{WriterCacheKib}");
            SqliteSchema.Scalar(connection, $"PRAGMA wal_autocheckpoint = {CheckpointPages}");
            SqliteSchema.Prepare(connection, options.Path, logger);
            var identity = SqliteSchema.LoadIdentity(connection, options.RaiseEpoch);
            return Task.FromResult(new SqliteSubmissionStore(options, processLock, connection, identity, publisher, timeProvider, logger));
        }
        catch (Exception exception)
        {
            connection?.Dispose();
            processLock.Dispose();
            throw exception is SqliteException sqlite ? SqliteErrors.Translate(sqlite, options.Path) : exception;
        }
    }

    /// <inheritdoc/>
    public Task<AcceptResult> AcceptAsync(AcceptRequest request, CancellationToken cancellationToken) =>
        _writer.RunAsync(session => AcceptOperation.Run(session, request), cancellationToken);

    /// <inheritdoc/>
    public Task<AcceptResult?> CheckLimitsAsync(AcceptRequest request, CancellationToken cancellationToken) =>
        _writer.RunAsync(session => LimitCheck.Run(session, request).Refusal, cancellationToken);

    /// <inheritdoc/>
    public Task<ChangeResult> ApplyAsync(SubmissionChange change, CancellationToken cancellationToken)
    {
        StepOperation.ThrowIfForbidden(change);
        return _writer.RunAsync(session => StepOperation.Run(session, change), cancellationToken);
    }

    /// <inheritdoc/>
    public Task<BeginSendResult> BeginSendAsync(BeginSend request, CancellationToken cancellationToken) =>
        _writer.RunAsync(session => BeginSendOperation.Run(session, request), cancellationToken);

    /// <inheritdoc/>
    public Task RecordObservationAsync(string server, IReadOnlyCollection<string> taskIds, DateTimeOffset observedAt, CancellationToken cancellationToken) =>
        _writer.RunAsync(session => ObservationOperation.Run(session, server, taskIds, observedAt), cancellationToken);

    /// <inheritdoc/>
    public async Task<int> PurgeAsync(DateTimeOffset endedBefore, int limit, CancellationToken cancellationToken)
    {
        var (count, purged) = await _writer.RunAsync(session => PurgeOperation.Run(session, endedBefore, limit), cancellationToken);
        if (purged > PurgedRevision)
        {
            Interlocked.Exchange(ref _purged, purged);
        }

        return count;
    }

    /// <inheritdoc/>
    public Task<BudgetUse> GetBudgetUseAsync(string server, CancellationToken cancellationToken) => _reads.RunAsync(
        session =>
        {
            var budget = new TaskBudget();
            using (var rows = session.Command(TaskBudget.Select, server).ExecuteReader())
            {
                while (rows.Read())
                {
                    budget.Add(rows);
                }
            }

            return new BudgetUse(budget.Count(), budget.Permits, budget.ObservedAt, budget.OldestHolder is { } id ? One(session, Queries.Submission, Sql.Bytes(id)) : null);
        },
        cancellationToken);

    /// <inheritdoc/>
    public Task<Submission?> GetAsync(Guid id, CancellationToken cancellationToken) =>
        _reads.RunAsync(session => One(session, Queries.Submission, Sql.Bytes(id)), cancellationToken);

    /// <inheritdoc/>
    public Task<RequestRecord?> FindRequestAsync(string principal, Guid requestId, CancellationToken cancellationToken) =>
        _reads.RunAsync(session => RequestRows.Find(session.Query, principal, requestId), cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<Submission>> GetBatchAsync(Guid batchId, CancellationToken cancellationToken) =>
        _reads.RunAsync<IReadOnlyList<Submission>>(session => Many(session, Queries.Batch, Sql.Bytes(batchId)), cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<Submission>> ListAsync(SubmissionFilter filter, long beforeAcceptRevision, int limit, CancellationToken cancellationToken) => _reads.RunAsync<IReadOnlyList<Submission>>(
        session =>
        {
            if (!ListQuery.HasHalves(filter))
            {
                return Page("");
            }

            // The unfinished first: what ends between the two is in both, never in none.
            var unfinished = Page("s.state < 9");
            return Page("s.state >= 9").Concat(unfinished).DistinctBy(submission => submission.Id).OrderByDescending(submission => submission.AcceptRevision).Take(limit).ToList();

            List<Submission> Page(string half)
            {
                var (sql, values) = ListQuery.Of(filter, beforeAcceptRevision, limit, Sql.Bytes, half);
                return Many(session, sql, values);
            }
        },
        cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<SubmissionEvent>> ReadEventsAsync(Guid submissionId, long afterRevision, int limit, CancellationToken cancellationToken) =>
        _reads.RunAsync<IReadOnlyList<SubmissionEvent>>(session => Events(session, Queries.EventsOfOne, Sql.Bytes(submissionId), afterRevision, limit), cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<SubmissionEvent>> ReadEventsAsync(long afterRevision, long upToRevision, int limit, CancellationToken cancellationToken) =>
        _reads.RunAsync<IReadOnlyList<SubmissionEvent>>(session => Events(session, SelectAllEvents, afterRevision, upToRevision, limit), cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<Submission>> GetUnfinishedAsync(HostKey host, CancellationToken cancellationToken) =>
        _reads.RunAsync<IReadOnlyList<Submission>>(
            session => _unfinished.Of(host)
                .Select(id => One(session, Queries.Submission, Sql.Bytes(id)))
                .OfType<Submission>()
                .Where(submission => !submission.State.IsTerminal())
                .ToList(),
            cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<HostKey>> GetHostsWithUnfinishedAsync(CancellationToken cancellationToken) => Task.FromResult(_unfinished.Hosts());

    /// <inheritdoc/>
    public Task<long> CountUnfinishedAsync(string server, CancellationToken cancellationToken) => Task.FromResult(_unfinished.CountOf(server));

    /// <inheritdoc/>
    public Task<string> GetIncidentBodyAsync(Guid id, CancellationToken cancellationToken) => _reads.RunAsync(
        session =>
        {
            using var row = session.Command(Queries.Body, Sql.Bytes(id)).ExecuteReader();
            return row.Read()
                ? new Submissions.Actions.IncidentBodyText(row.GetString(0), row.IsDBNull(1) ? null : row.GetString(1)).Compose(row.IsDBNull(2) ? [] : row.GetFieldValue<byte[]>(2))
                : throw new InvalidOperationException($"Submission {id} has no incident body.");
        },
        cancellationToken);

    /// <inheritdoc/>
    public Task<bool> IsIncidentClaimedAsync(string server, int incidentId, CancellationToken cancellationToken) => _reads.RunAsync(
        session => session.Command(Queries.IncidentHolder, server, incidentId).ExecuteScalar() is not null, cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<Submission>> GetDoubtfulAsync(DateTimeOffset sentAfter, CancellationToken cancellationToken) =>
        _reads.RunAsync<IReadOnlyList<Submission>>(session => Many(session, Queries.Doubtful, sentAfter.UtcTicks), cancellationToken);

    /// <inheritdoc/>
    public Task<(bool IsNew, Submission? Submission)> RecordLateIncidentAsync(LateIncident late, CancellationToken cancellationToken) =>
        _writer.RunAsync(session => LateIncidentOperation.Run(session, late), cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlySet<string>> GetClaimedTasksAsync(string server, IReadOnlyCollection<string> taskIds, CancellationToken cancellationToken) =>
        _reads.RunAsync<IReadOnlySet<string>>(
            session => taskIds
                .Where(id => session.Command(Queries.TaskHolder, server, id).ExecuteScalar() is not null)
                .ToHashSet(StringComparer.Ordinal),
            cancellationToken);

    /// <inheritdoc/>
    public ReadOnlyMemory<byte> AuditKey => _options.AuditKey;

    /// <inheritdoc/>
    public SendingState Sending => _sending;

    /// <inheritdoc/>
    public Task AppendAsync(AuditEntry entry, CancellationToken cancellationToken) => _writer.RunAsync(
        session =>
        {
            session.AddAudit(entry);
            return true;
        },
        cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<AuditRecord>> ReadAuditAsync(long fromSequence, int limit, CancellationToken cancellationToken) =>
        _reads.RunAsync<IReadOnlyList<AuditRecord>>(session => Read(session, AuditRows.Read, AuditRows.Select, fromSequence, limit), cancellationToken);

    /// <inheritdoc/>
    public Task AddTokenAsync(ApiToken token, AuditEntry audit, CancellationToken cancellationToken) =>
        _writer.RunAsync(session => AccessOperations.Add(session, token, audit), cancellationToken);

    /// <inheritdoc/>
    public Task<ApiToken?> FindTokenAsync(ReadOnlyMemory<byte> hash, CancellationToken cancellationToken) =>
        _reads.RunAsync(session => Read(session, TokenRows.Read, TokenRows.SelectByHash, hash.ToArray()).FirstOrDefault(), cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<ApiToken>> ListTokensAsync(CancellationToken cancellationToken) =>
        _reads.RunAsync<IReadOnlyList<ApiToken>>(session => Read(session, TokenRows.Read, TokenRows.SelectAll), cancellationToken);

    /// <inheritdoc/>
    public Task<ApiToken?> RevokeTokenAsync(Guid id, DateTimeOffset now, AuditEntry audit, CancellationToken cancellationToken) =>
        _writer.RunAsync(session => AccessOperations.RevokeToken(session, id, now, audit), cancellationToken);

    /// <inheritdoc/>
    public async Task<SendingState> SetSendingAsync(SendingState state, AuditEntry audit, CancellationToken cancellationToken)
    {
        // A stop holds from its call on, also while its record waits for the disk; a resume only once it is recorded.
        var before = _sending;
        if (state.IsStopped)
        {
            _sending = state;
        }

        try
        {
            return _sending = await _writer.RunAsync(session => AccessOperations.SetSending(session, state, audit), cancellationToken);
        }
        catch
        {
            _sending = before;
            throw;
        }
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<Submission>> GetIsolationsAsync(string server, CancellationToken cancellationToken) =>
        _reads.RunAsync<IReadOnlyList<Submission>>(session => Many(session, IsolationQueries.Isolated, server), cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<Submission>> GetReleasesDueAsync(DateTimeOffset now, int limit, CancellationToken cancellationToken) =>
        _reads.RunAsync<IReadOnlyList<Submission>>(session => Many(session, IsolationQueries.Due, now.UtcTicks, limit), cancellationToken);

    /// <inheritdoc/>
    public Task<Submission?> FindReleaseAsync(Guid isolationId, CancellationToken cancellationToken) =>
        _reads.RunAsync(session => One(session, IsolationQueries.ReleaseOf, Sql.Bytes(isolationId)), cancellationToken);

    /// <inheritdoc/>
    public async Task CheckAsync(CancellationToken cancellationToken)
    {
        await _writer.RunAsync(
            session => session.Command("INSERT INTO meta (key, value) VALUES ('probe', '1') ON CONFLICT DO UPDATE SET value = value + 1").ExecuteNonQuery(), cancellationToken);
        await _reads.RunAsync(session => session.Command("SELECT value FROM meta WHERE key = 'probe'").ExecuteScalar(), cancellationToken);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _writer.StopAsync();
        _reads.Dispose();

        // Last: the connection that is closed last moves the WAL into the file, and a reader's may not write.
        _writer.Dispose();
        await _lock.DisposeAsync();
    }

    /// <summary>Runs a pragma on the writer's connection, for tests of a full disk.</summary>
    internal Task RunForTestsAsync(string pragma) => _writer.RunAsync(session => session.Command(pragma).ExecuteNonQuery(), CancellationToken.None);

    private void Committed(WriteSession session, IReadOnlyList<SubmissionEvent> events)
    {
        // The head first: whoever subscribes between the two reads the events from the store.
        Interlocked.Exchange(ref _head, session.HeadRevision);
        _unfinished.Apply(events);
        if (events.Count > 0)
        {
            _publisher.Publish(events);
        }
    }

    private static Submission? One(ReadSession session, string sql, params ReadOnlySpan<object?> values)
    {
        using var row = session.Command(sql, values).ExecuteReader();
        return row.Read() ? RowReader.ReadSubmission(row) : null;
    }

    private static List<Submission> Many(ReadSession session, string sql, params ReadOnlySpan<object?> values) => Read(session, RowReader.ReadSubmission, sql, values);

    private static List<SubmissionEvent> Events(ReadSession session, string sql, params ReadOnlySpan<object?> values) => Read(session, RowReader.ReadEvent, sql, values);

    private static List<T> Read<T>(ReadSession session, Func<SqliteDataReader, T> read, string sql, params ReadOnlySpan<object?> values)
    {
        using var rows = session.Command(sql, values).ExecuteReader();
        var found = new List<T>();
        while (rows.Read())
        {
            found.Add(read(rows));
        }

        return found;
    }

    private static long Number(object? value) => value is null or DBNull ? 0 : Convert.ToInt64(value, CultureInfo.InvariantCulture);

    private static string ConnectionString(SqliteStoreOptions options, bool readOnly) => new SqliteConnectionStringBuilder
    {
        DataSource = options.Path,
        Mode = readOnly ? SqliteOpenMode.ReadOnly : SqliteOpenMode.ReadWriteCreate,
        Pooling = false,
        DefaultTimeout = (int)Math.Ceiling(options.BusyTimeout.TotalSeconds),
    }.ToString();

    // SQLite itself would let two processes share the file; our revisions and permits assume one writer.
    private static FileStream Lock(string path)
    {
        try
        {
            var folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
            Directory.CreateDirectory(folder);
            var options = new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.ReadWrite, Share = FileShare.None };
            if (!OperatingSystem.IsWindows())
            {
                options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            }

            var processLock = new FileStream(path + ".lock", options);
            if (!OperatingSystem.IsWindows() && !File.Exists(path))
            {
                // The file holds incident bodies: readable by its owner only, from its first byte.
                new FileStream(path, options).Dispose();
            }

            return processLock;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            var why = IsHeld(exception)
                ? $"The data file {path} is used by another process. Stop it, or give this server a file of its own (Store:Path)."
                : $"The data file {path} cannot be created or written: {exception.Message} Set Store:Path to a writable place.";
            throw new StoreUnavailableException(why, exception);
        }
    }

    // flock says EWOULDBLOCK (11 on Linux, 35 on macOS), Windows a sharing or lock violation.
    private static bool IsHeld(Exception exception) =>
        exception is IOException && (OperatingSystem.IsWindows() ? (exception.HResult & 0xFFFF) is 32 or 33 : exception.HResult is 11 or 35);
}
