using System.Collections.Concurrent;
using System.Security.Cryptography;
using EdrGrpc.Storage;
using EdrGrpc.Storage.Postgres;
using EdrGrpc.Storage.Sqlite;
using EdrGrpc.Submissions;
using EdrGrpc.Submissions.Actions;
using EdrGrpc.Submissions.Audit;
using EdrGrpc.Submissions.Store;
using EdrGrpc.TestPostgres;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace EdrGrpc.Tests.Storage;

/// <summary>A store on a file or database of its own, and what it published.</summary>
internal sealed class StoreFixture : IEventPublisher, IAsyncDisposable
{
    public static readonly DateTimeOffset Start = new(2026, 3, 1, 10, 0, 0, TimeSpan.Zero);

    private readonly StoreKind _kind;
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("edrgrpc-store-");
    private readonly ConcurrentQueue<SubmissionEvent> _published = new();
    private PostgresCluster? _cluster;

    private StoreFixture(StoreKind kind) => _kind = kind;

    /// <summary>SQLite's data file.</summary>
    public string Path => System.IO.Path.Combine(_folder.FullName, "store.db");

    /// <summary>PostgreSQL's database.</summary>
    public string ConnectionString { get; private set; } = "";

    public IDurableStore Store { get; private set; } = null!;

    public SqliteSubmissionStore Sqlite => (SqliteSubmissionStore)Store;

    public PostgresSubmissionStore Postgres => (PostgresSubmissionStore)Store;

    public IReadOnlyCollection<SubmissionEvent> Published => _published;

    /// <param name="kind">Which database.</param>
    /// <param name="cluster">The PostgreSQL server; the shared one if not given.</param>
    public static async Task<StoreFixture> OpenAsync(StoreKind kind, PostgresCluster? cluster = null)
    {
        var fixture = new StoreFixture(kind);
        if (kind == StoreKind.Postgres)
        {
            fixture._cluster = cluster ?? await PostgresCluster.SharedAsync();
            fixture.ConnectionString = await fixture._cluster.CreateDatabaseAsync();
        }

        await fixture.ReopenAsync();
        return fixture;
    }

    public async Task ReopenAsync(bool raiseEpoch = false, AuditKeys? auditKeys = null) => Store = _kind == StoreKind.Sqlite
        ? await SqliteSubmissionStore.OpenAsync(
            new SqliteStoreOptions { Path = Path, BusyTimeout = TimeSpan.FromSeconds(1), RaiseEpoch = raiseEpoch, AuditKeys = auditKeys ?? AuditKeys.None },
            this,
            TimeProvider.System,
            NullLoggerFactory.Instance,
            CancellationToken.None)
        : await OpenPostgresAsync(this, raiseEpoch, auditKeys: auditKeys);

    /// <summary>Another replica on the same database.</summary>
    public Task<PostgresSubmissionStore> OpenPostgresAsync(IEventPublisher publisher, bool raiseEpoch = false, string? connectionString = null, ILoggerFactory? loggers = null, AuditKeys? auditKeys = null) =>
        PostgresSubmissionStore.OpenAsync(
            new PostgresStoreOptions { ConnectionString = connectionString ?? ConnectionString, RaiseEpoch = raiseEpoch, StallTimeout = TimeSpan.FromSeconds(1), AuditKeys = auditKeys ?? AuditKeys.None },
            publisher,
            TimeProvider.System,
            loggers ?? NullLoggerFactory.Instance,
            CancellationToken.None);

    /// <summary>Runs statements in PostgreSQL's database.</summary>
    public Task ExecuteAsync(string sql) => _cluster!.ExecuteAsync(new NpgsqlConnectionStringBuilder(ConnectionString).Database!, sql);

    public void Publish(IReadOnlyList<SubmissionEvent> events)
    {
        foreach (var submissionEvent in events)
        {
            _published.Enqueue(submissionEvent);
        }
    }

    public bool TryPass(long revision) => false;

    public static Submission New(string host = "host-1", TaskKind kind = TaskKind.GetFile, bool? isolate = null, SubmissionContext? context = null) => new()
    {
        Id = Guid.CreateVersion7(),
        RequestId = Guid.NewGuid(),
        Principal = "alice",
        Server = "default",
        TargetHost = host,
        Kind = kind,
        IsolationEnable = isolate,
        Area = "Kuma",
        Severity = 2,
        Action = new byte[] { 1, 2, 3 },
        Context = context ?? SubmissionContext.Empty,
        CreatedAt = Start,
        UpdatedAt = Start,
    };

    public static AcceptRequest Request(params Submission[] submissions) => new(
        submissions[0].Principal,
        submissions[0].RequestId,
        SHA256.HashData(submissions[0].Id.ToByteArray()),
        submissions[0].BatchId,
        submissions.Select(submission => new NewSubmission(submission, new IncidentBodyText("{\"body\":\"" + submission.Id + "\"}", null), null, "Recorded.")).ToList(),
        long.MaxValue);

    public async Task<Submission> AcceptAsync(Submission submission) => (await Store.AcceptAsync(Request(submission), CancellationToken.None)).Submissions[0];

    public async Task<Submission> MoveAsync(Submission current, Submission next)
    {
        var result = await Store.ApplyAsync(new SubmissionChange(current, next with { UpdatedAt = Start.AddSeconds(1) }, "step", EventSource.Gateway), CancellationToken.None);
        return result.Outcome == ChangeOutcome.Applied ? result.Submission! : throw new InvalidOperationException($"The step was not applied: {result.Outcome}");
    }

    public Task<BeginSendResult> BeginAsync(Submission submission, DateTimeOffset? now = null, int budget = 90, DateTimeOffset? newest = null, params string[] before) =>
        Store.BeginSendAsync(
            new BeginSend(
                submission, now ?? Start, (now ?? Start).AddSeconds(10), newest, 7, before, budget, TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(1), "Sending."),
            CancellationToken.None);

    /// <summary>Sends a submission through to a claimed task.</summary>
    public async Task<Submission> SendAsync(Submission submission, int incidentId, string? taskId)
    {
        var begun = (await BeginAsync(submission)).Submission!;
        var added = await MoveAsync(begun, begun with { State = SubmissionState.IncidentAdded, IncidentId = incidentId });
        var submitted = await MoveAsync(added, added with { State = SubmissionState.Submitted });
        return taskId is null
            ? submitted
            : await MoveAsync(submitted, submitted with { State = SubmissionState.TaskCreated, Task = new KscTaskSnapshot(taskId, "[Response][Kuma] x", "pending", 0) });
    }

    public Task ObserveAsync(params string[] taskIds) => Store.RecordObservationAsync("default", taskIds, Start, CancellationToken.None);

    public async ValueTask DisposeAsync()
    {
        await Store.DisposeAsync();
        _folder.Delete(recursive: true);
        if (_cluster is not null)
        {
            await _cluster.DropDatabaseAsync(ConnectionString);
        }
    }
}
