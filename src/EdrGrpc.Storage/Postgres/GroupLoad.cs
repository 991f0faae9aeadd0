using System.Data.Common;
using EdrGrpc.Submissions;
using EdrGrpc.Submissions.Policy;
using EdrGrpc.Submissions.Store;
using Npgsql;

namespace EdrGrpc.Storage.Postgres;

/// <summary>Locks the head and reads everything a group needs, in one round trip.</summary>
internal sealed class GroupLoad
{
    // LATERAL with LIMIT: each key is looked up by itself, whatever the planner knows of the table. A plain join of keys begins with all of the submissions
    // where the table was empty when it was planned.
    private const string SelectRequests = """
        SELECT r.* FROM unnest($1::text[], $2::uuid[]) AS k (principal, request_id) CROSS JOIN LATERAL
          (SELECT principal, request_id, fingerprint, first_id, batch_id FROM request_ids WHERE principal = k.principal AND request_id = k.request_id LIMIT 1) r
        """;

    private const string SelectIncidents = """
        SELECT s.* FROM unnest($1::text[], $2::integer[]) AS k (server, incident_id) CROSS JOIN LATERAL
          (SELECT server, incident_id, id FROM submissions WHERE server = k.server AND incident_id = k.incident_id LIMIT 1) s
        """;

    private const string SelectTasks = """
        SELECT s.* FROM unnest($1::text[], $2::text[]) AS k (server, task_id) CROSS JOIN LATERAL
          (SELECT server, task_id, id FROM submissions WHERE server = k.server AND task_id = k.task_id LIMIT 1) s
        """;

    private const string SelectLastAdded = """
        SELECT l.* FROM unnest($1::text[], $2::text[]) AS k (server, target_host) CROSS JOIN LATERAL
          (SELECT server, target_host, added_at FROM last_added WHERE server = k.server AND target_host = k.target_host LIMIT 1) l
        """;

    private const string CountedByLimit = $"s.created_at > k.earliest AND (s.effects & k.effects) <> 0 AND (k.principal IS NULL OR s.principal = k.principal) AND s.{LimitCheck.CountedStates}";

    private const string Windows = "unnest($1::integer[], $2::text[], $3::bigint[], $4::bigint[]) AS k (effects, principal, earliest, latest)";

    private const string SelectLimits = $"""
        SELECT k.effects, k.principal, c.used, c.oldest FROM {Windows} CROSS JOIN LATERAL
          (SELECT count(*) AS used, min(s.created_at) AS oldest FROM submissions s WHERE s.created_at > k.latest AND {CountedByLimit}) c
        """;

    private const string SelectBetween = $"""
        SELECT k.effects, k.principal, s.created_at FROM {Windows} JOIN submissions s ON s.created_at <= k.latest AND {CountedByLimit}
        """;

    private static readonly string SelectSubmissions = $"SELECT {Columns.Submission} FROM submissions s WHERE s.id = ANY ($1)";
    private static readonly string SelectBatches = $"SELECT {Columns.Submission} FROM submissions s WHERE s.batch_id = ANY ($1) ORDER BY s.accept_revision";

    // Two branches for two indexes; a host may have thousands waiting.
    private static readonly string SelectTurns = $"""
        SELECT k.id, b.id, b.state, b.kind, b.accept_revision
        FROM unnest($1::uuid[], $2::text[], $3::text[], $4::integer[], $5::bigint[]) AS k (id, server, target_host, kind, accept_revision)
        CROSS JOIN LATERAL (
          (SELECT id, state, kind, accept_revision FROM submissions s WHERE s.server = k.server AND s.target_host = k.target_host AND s.state < 9
            AND s.accept_revision < k.accept_revision AND s.state BETWEEN 2 AND 5 ORDER BY s.accept_revision LIMIT {GroupFacts.MostTurns})
          UNION
          (SELECT id, state, kind, accept_revision FROM submissions s WHERE s.server = k.server AND s.target_host = k.target_host
            AND s.state BETWEEN 3 AND 6 AND (s.state < 6 OR s.kind = k.kind) AND s.id <> k.id LIMIT {GroupFacts.MostTurns})
        ) b
        """;

    private static readonly string SelectBudgets = TaskBudget.Select.Replace("= $0", "= ANY ($1)", StringComparison.Ordinal);

    private readonly GroupFacts _facts = new();
    private readonly List<(NpgsqlBatchCommand Command, Action<DbDataReader> Read)> _reads = [];
    private readonly List<(string Principal, Guid RequestId, byte[] Fingerprint, Guid First, Guid? Batch)> _requests = [];

    private GroupLoad()
    {
    }

    public static async Task<GroupFacts> RunAsync(NpgsqlConnection connection, GroupKeys keys)
    {
        var load = new GroupLoad();
        load.Plan(keys);
        await load.ReadAsync(connection);
        if (load._requests.Count > 0)
        {
            await load.ReadRequestsAsync(connection);
        }

        return load._facts;
    }

    private void Plan(GroupKeys keys)
    {
        Add(PgText.Command(StoreHead.Lock), row => _facts.Head = StoreHead.Read(row));
        if (keys.Requests.Count > 0)
        {
            Add(
                PgText.Command(SelectRequests, PgText.Value(keys.Requests.Select(key => key.Principal).ToArray()), PgText.Value(keys.Requests.Select(key => key.RequestId).ToArray())),
                row => _requests.Add((row.GetString(0), row.GetGuid(1), row.GetFieldValue<byte[]>(2), row.GetGuid(3), row.IsDBNull(4) ? null : row.GetGuid(4))));
        }

        if (keys.Submissions.Count > 0)
        {
            Add(PgText.Command(SelectSubmissions, PgText.Value(keys.Submissions.ToArray())), AddSubmission);
        }

        if (keys.Incidents.Count > 0)
        {
            Add(
                PgText.Command(SelectIncidents, PgText.Value(keys.Incidents.Select(key => key.Server).ToArray()), PgText.Value(keys.Incidents.Select(key => key.IncidentId).ToArray())),
                row => _facts.IncidentHolders[(row.GetString(0), row.GetInt32(1))] = row.GetGuid(2));
        }

        if (keys.Tasks.Count > 0)
        {
            Add(
                PgText.Command(SelectTasks, PgText.Value(keys.Tasks.Select(key => key.Server).ToArray()), PgText.Value(keys.Tasks.Select(key => key.TaskId).ToArray())),
                row => _facts.TaskHolders[(row.GetString(0), row.GetString(1))] = row.GetGuid(2));
        }

        if (keys.Limits.Count > 0)
        {
            PlanLimits(keys.Limits);
        }

        if (keys.Sends.Count > 0)
        {
            PlanSends(keys.Sends);
        }
    }

    private void PlanLimits(List<AcceptLimit> limits)
    {
        var windows = LimitCounts.Windows(limits);
        Add(
            Limits(SelectLimits),
            row => _facts.Limits.Add((Effects)row.GetInt32(0), Text(row, 1), (int)row.GetInt64(2), row.IsDBNull(3) ? null : row.GetInt64(3)));
        if (windows.Exists(window => window.Latest > window.Earliest))
        {
            Add(Limits(SelectBetween), row => _facts.Limits.AddBetween((Effects)row.GetInt32(0), Text(row, 1), row.GetInt64(2)));
        }

        NpgsqlBatchCommand Limits(string sql) => PgText.Command(
            sql,
            PgText.Value(windows.Select(window => (int)window.Effects).ToArray()),
            PgText.Value(windows.Select(window => window.Principal).ToArray()),
            PgText.Value(windows.Select(window => window.Earliest).ToArray()),
            PgText.Value(windows.Select(window => window.Latest).ToArray()));
    }

    private void PlanSends(List<Submission> sends)
    {
        var servers = sends.Select(send => send.Server).Distinct(StringComparer.Ordinal).ToArray();
        var hosts = sends.Select(send => send.Host).Distinct().ToList();
        Add(
            PgText.Command(
                SelectTurns,
                PgText.Value(sends.Select(send => send.Id).ToArray()),
                PgText.Value(sends.Select(send => send.Server).ToArray()),
                PgText.Value(sends.Select(send => send.TargetHost).ToArray()),
                PgText.Value(sends.Select(send => (int)send.Kind).ToArray()),
                PgText.Value(sends.Select(send => send.AcceptRevision).ToArray())),
            AddTurn);
        Add(
            PgText.Command(SelectLastAdded, PgText.Value(hosts.Select(host => host.Server).ToArray()), PgText.Value(hosts.Select(host => host.HostId).ToArray())),
            row => _facts.LastAdded[new HostKey(row.GetString(0), row.GetString(1))] = Time(row.GetInt64(2)));
        Add(PgText.Command(SelectBudgets, PgText.Value(servers)), row => _facts.BudgetOf(row.GetString(1)).Add(row));
    }

    private async Task ReadAsync(NpgsqlConnection connection)
    {
        await using var batch = new NpgsqlBatch(connection);
        foreach (var (command, _) in _reads)
        {
            batch.BatchCommands.Add(command);
        }

        await using var rows = await batch.ExecuteReaderAsync();
        foreach (var (_, read) in _reads)
        {
            while (await rows.ReadAsync())
            {
                read(rows);
            }

            await rows.NextResultAsync();
        }

        if (_facts.Head is null)
        {
            throw new StoreUnavailableException("Table store_head of the database is empty: restore the database from a backup and start once with Store:RaiseEpoch=true.");
        }
    }

    // Repeated request ids are rare: their submissions are read only if there are any.
    private async Task ReadRequestsAsync(NpgsqlConnection connection)
    {
        var found = new List<Submission>();
        _reads.Clear();
        Add(PgText.Command(SelectSubmissions, PgText.Value(_requests.Where(request => request.Batch is null).Select(request => request.First).ToArray())), row => found.Add(RowReader.ReadSubmission(row)));
        Add(PgText.Command(SelectBatches, PgText.Value(_requests.Select(request => request.Batch).OfType<Guid>().ToArray())), row => found.Add(RowReader.ReadSubmission(row)));
        await ReadAsync(connection);
        var single = found.Where(submission => submission.BatchId is null).ToDictionary(submission => submission.Id);
        var batches = found.Where(submission => submission.BatchId is not null).ToLookup(submission => submission.BatchId!.Value);
        foreach (var (principal, requestId, fingerprint, first, batch) in _requests)
        {
            IReadOnlyList<Submission> submissions = batch is { } id ? batches[id].ToList() : single.TryGetValue(first, out var one) ? [one] : [];
            _facts.Requests[(principal, requestId)] = new RequestRecord(fingerprint, batch, submissions);
        }
    }

    private void Add(NpgsqlBatchCommand command, Action<DbDataReader> read) => _reads.Add((command, read));

    private void AddSubmission(DbDataReader row)
    {
        var submission = RowReader.ReadSubmission(row);
        _facts.Submissions[submission.Id] = submission;
    }

    private void AddTurn(DbDataReader row)
    {
        if (!_facts.Turns.TryGetValue(row.GetGuid(0), out var turns))
        {
            _facts.Turns.Add(row.GetGuid(0), turns = []);
        }

        turns.Add(new SendTurn(row.GetGuid(1), (SubmissionState)row.GetInt32(2), (Submissions.Actions.TaskKind)row.GetInt32(3), row.GetInt64(4)));
    }

    private static string? Text(DbDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);

    private static DateTimeOffset Time(long ticks) => new(ticks, TimeSpan.Zero);
}
