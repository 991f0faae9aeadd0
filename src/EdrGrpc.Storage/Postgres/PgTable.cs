namespace EdrGrpc.Storage.Postgres;

/// <summary>A table, and how many rows go into it with one statement: a column is one array.</summary>
internal sealed class PgTable
{
    private static readonly Dictionary<string, string> TypesOfSubmissions = new(StringComparer.Ordinal)
    {
        ["id"] = "uuid", ["submission_id"] = "uuid", ["batch_id"] = "uuid", ["request_id"] = "uuid", ["isolation_id"] = "uuid",
        ["accept_revision"] = "bigint", ["created_at"] = "bigint", ["expires_at"] = "bigint", ["release_after"] = "bigint", ["revision"] = "bigint",
        ["updated_at"] = "bigint", ["added_at"] = "bigint", ["send_before"] = "bigint", ["task_id_floor"] = "bigint",
        ["kind"] = "integer", ["isolation_enable"] = "integer", ["severity"] = "integer", ["effects"] = "integer", ["state"] = "integer",
        ["highest_incident_id"] = "integer", ["incident_id"] = "integer", ["task_percent"] = "integer", ["attempts"] = "integer", ["source"] = "integer",
        ["action"] = "bytea",
    };

    private PgTable(string name, IReadOnlyList<(string Name, string Type)> columns, string conflict = "")
    {
        Types = columns.Select(column => column.Type).ToArray();
        Insert = $"INSERT INTO {name} ({string.Join(", ", columns.Select(column => column.Name))}) SELECT * FROM {Unnest(Types)}{conflict}";
    }

    private PgTable(string[] types, string sql)
    {
        Types = types;
        Insert = sql;
    }

    public static PgTable Submissions { get; } = new("submissions", OfSubmissions([.. Columns.Fixed, .. Columns.Changing]));

    public static PgTable Events { get; } = new("events", OfSubmissions(["submission_id", .. Columns.Changing, "source", "detail"]));

    public static PgTable Bodies { get; } = new("bodies", [("submission_id", "uuid"), ("head", "text"), ("tail", "text"), ("archive_sha256", "text")]);

    public static PgTable Archives { get; } = new("archives", [("sha256", "text"), ("content", "bytea")], " ON CONFLICT DO NOTHING");

    public static PgTable Labels { get; } = new("labels", [("key", "text"), ("value", "text"), ("accept_revision", "bigint")], " ON CONFLICT DO NOTHING");

    public static PgTable Requests { get; } = new(
        "request_ids", [("principal", "text"), ("request_id", "uuid"), ("fingerprint", "bytea"), ("first_id", "uuid"), ("batch_id", "uuid")]);

    public static PgTable Permits { get; } = new("permits", [("submission_id", "uuid"), ("server", "text"), ("task_id_floor", "bigint")]);

    public static PgTable LastAdded { get; } = new(
        "last_added", [("server", "text"), ("target_host", "text"), ("added_at", "bigint")],
        " ON CONFLICT (server, target_host) DO UPDATE SET added_at = excluded.added_at");

    public static PgTable ObservedTasks { get; } = new(
        "observed_tasks", [("server", "text"), ("task_id", "text"), ("number", "bigint")], " ON CONFLICT DO NOTHING");

    public static PgTable Audit { get; } = new(
        "audit",
        [
            ("sequence", "bigint"), ("time", "bigint"), ("principal", "text"), ("peer", "text"), ("operation", "text"), ("outcome", "text"), ("rule", "text"),
            ("submission_id", "uuid"), ("server", "text"), ("target_host", "text"), ("incident_id", "integer"), ("detail", "text"), ("hash", "bytea"),
        ]);

    /// <summary>Not an insert: the guarded update of what steps change; the first three columns are id, revision and state as they were.</summary>
    public static PgTable Steps { get; } = MakeSteps();

    public static PgTable PermitTasks { get; } = new(
        ["uuid", "text"], $"UPDATE permits p SET task_id = k.task_id FROM {Unnest(["uuid", "text"])} AS k (id, task_id) WHERE p.submission_id = k.id");

    public string Insert { get; }

    public IReadOnlyList<string> Types { get; }

    private static PgTable MakeSteps()
    {
        string[] types = ["uuid", "bigint", "integer", .. Columns.Changing.Select(TypeOf)];
        var names = string.Join(", ", Columns.Changing);
        var set = string.Join(", ", Columns.Changing.Select(name => $"{name} = k.{name}"));
        return new PgTable(
            types,
            $"UPDATE submissions s SET {set} FROM {Unnest(types)} AS k (id, seen_revision, seen_state, {names}) WHERE s.id = k.id AND s.revision = k.seen_revision AND s.state = k.seen_state");
    }

    private static List<(string Name, string Type)> OfSubmissions(IEnumerable<string> names) => names.Select(name => (name, TypeOf(name))).ToList();

    private static string TypeOf(string name) => TypesOfSubmissions.GetValueOrDefault(name, "text");

    private static string Unnest(IEnumerable<string> types) => $"unnest({string.Join(", ", types.Select((type, index) => $"${index + 1}::{type}[]"))})";
}
