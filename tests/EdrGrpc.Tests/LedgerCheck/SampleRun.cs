using System.Globalization;
using System.Text.Json;
using EdrGrpc.LedgerCheck;
using Microsoft.Data.Sqlite;

namespace EdrGrpc.Tests.LedgerCheck;

/// <summary>
/// The files of a small sound run. A and B go to one host; the answer for B was lost and its incident adopted. C starts a process, its request was
/// dropped, so its outcome is unknown. Tests doctor the files and look at what the check says.
/// </summary>
internal sealed class SampleRun : IDisposable
{
    public const string A = "01900000-0000-7000-8000-00000000000a";
    public const string B = "01900000-0000-7000-8000-00000000000b";
    public const string C = "01900000-0000-7000-8000-00000000000c";

    private static readonly DateTimeOffset Start = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    private static readonly (string Id, int State, double Time, string Detail)[] Events =
    [
        (A, 2, 0, "Accepted."), (B, 2, 0.1, "Accepted."), (A, 3, 1, "Sending."), (A, 5, 1.2, "Incident 1057."), (A, 6, 1.3, "Acknowledged."),
        (B, 3, 2, "Sending."), (C, 2, 2.1, "Accepted."), (C, 3, 2.2, "Sending."), (B, 4, 2.3, "Lost."), (C, 4, 2.4, "Lost."), (A, 7, 2.5, "Task 195."), (A, 9, 3, "Finished."),
        (B, 5, 6, "Found incident 1058."), (B, 6, 6.1, "Acknowledged."), (C, 17, 6.2, "Unknown."), (B, 7, 6.3, "Task 196."), (B, 9, 7, "Finished."),
    ];

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("ledger-check-");

    public SampleRun()
    {
        WriteLedger();
        WriteObservations();
        Sql(Schema);
        AddSubmission(A, "h1", kind: 1, state: 9, incident: 1057, task: "195");
        AddSubmission(B, "h1", kind: 1, state: 9, incident: 1058, task: "196");
        AddSubmission(C, "h2", kind: 5, state: 17, incident: null, task: null);
        for (var index = 0; index < Events.Length; index++)
        {
            var (id, state, time, detail) = Events[index];
            Sql($"INSERT INTO events VALUES ({index + 1}, {Blob(id)}, {state}, {Ticks(time)}, {(state == 3 ? Ticks(time + 1) : "NULL")}, '{detail}')");
        }
    }

    private const string Schema =
        """
        CREATE TABLE submissions (id BLOB, request_id BLOB, target_host TEXT, kind INTEGER, accept_revision INTEGER, created_at INTEGER, expires_at INTEGER,
          state INTEGER, revision INTEGER, incident_id INTEGER, task_id TEXT, attempts INTEGER);
        CREATE TABLE bodies (submission_id BLOB, head TEXT, tail TEXT, archive_sha256 TEXT);
        CREATE TABLE archives (sha256 TEXT, content BLOB);
        CREATE TABLE events (revision INTEGER, submission_id BLOB, state INTEGER, updated_at INTEGER, send_before INTEGER, detail TEXT);
        """;

    public IReadOnlyList<string> Violations => LedgerChecks.Of(_folder.FullName).Violations;

    public static string Blob(string id) => $"x'{Convert.ToHexString(Guid.Parse(id).ToByteArray(bigEndian: true))}'";

    public static string Ticks(double seconds) => Start.AddSeconds(seconds).UtcTicks.ToString(CultureInfo.InvariantCulture);

    public static string Time(double seconds) => Start.AddSeconds(seconds).UtcDateTime.ToString("O", CultureInfo.InvariantCulture);

    public void Sql(string text)
    {
        using var connection = new SqliteConnection($"Data Source={Path.Combine(_folder.FullName, "gateway.db")};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = text;
        command.ExecuteNonQuery();
    }

    public void EditLedger(Func<string, string> edit) => Edit("ksc-ledger.jsonl", edit);

    public void EditObservations(Func<string, string> edit) => Edit("observations.jsonl", edit);

    public void AddObservation(object line) => EditObservations(text => text + JsonSerializer.Serialize(line) + "\n");

    public void AddIncident(int id, string host, string body, bool foreign = false) =>
        EditLedger(text => text + JsonSerializer.Serialize(new { Kind = "IncidentAdded", IncidentId = id, HostId = host, Body = body, Foreign = foreign, Time = Time(5) }) + "\n");

    public void Dispose() => _folder.Delete(recursive: true);

    private void AddSubmission(string id, string host, int kind, int state, int? incident, string? task)
    {
        var own = Events.Select((item, index) => (item.Id, Revision: index + 1)).Where(item => item.Id == id).Select(item => item.Revision).ToList();
        var attempts = Events.Count(item => item.Id == id && item.State == 3);
        Sql($"""
            INSERT INTO submissions VALUES ({Blob(id)}, {Blob(id)}, '{host}', {kind}, {own[0]}, {Ticks(0)}, NULL, {state}, {own[^1]},
              {incident?.ToString() ?? "NULL"}, {(task is null ? "NULL" : $"'{task}'")}, {attempts});
            INSERT INTO bodies VALUES ({Blob(id)}, 'body of {id}', NULL, NULL);
            """);
    }

    private void WriteLedger()
    {
        var lines = new List<object>();
        foreach (var (id, incident, task) in new[] { (A, 1057, 195), (B, 1058, 196) })
        {
            lines.Add(new { Kind = "IncidentAdded", IncidentId = incident, HostId = "h1", Body = "body of " + id, Foreign = false, Time = Time(1) });
            lines.Add(new { Kind = "IncidentUpdated", IncidentId = incident, HostId = "h1", Foreign = false, Time = Time(1.1) });
            lines.Add(new { Kind = "TaskCreated", IncidentId = incident, TaskId = task, HostId = "h1", Foreign = false, Time = Time(1.2) });
            lines.Add(new { Kind = "TaskState", IncidentId = incident, TaskId = task, HostId = "h1", Foreign = false, State = "Succeeded", Time = Time(1.3) });
        }

        Write("ksc-ledger.jsonl", lines);
    }

    private void WriteObservations()
    {
        var lines = new List<object>();
        foreach (var (id, host, sent) in new[] { (A, "h1", -0.2), (B, "h1", 0.05), (C, "h2", 2) })
        {
            var submissions = new[] { new { id, host, marker = id } };
            lines.Add(new { kind = "acknowledged", time = Time(sent + 0.21), requestId = id, submissions, firstSentAt = Time(sent), deduplicated = false });
            lines.Add(new { kind = "acknowledged", time = Time(9), requestId = id, submissions, firstSentAt = Time(sent), deduplicated = true });
        }

        lines.AddRange([Call(A, 1.1), Call(B, 2.1), Call(C, 2.3), Fault("lost", B), Fault("dropped", C)]);
        lines.Add(new { kind = "watchOpened", watcher = 0, afterRevision = 0 });
        lines.AddRange(Events.Take(9).Select(Seen));
        lines.Add(new { kind = "watchOpened", watcher = 0, afterRevision = 7 });
        lines.AddRange(Events.Select(Seen).Skip(7));
        lines.Add(new { kind = "watchEnded", watcher = 0, connections = 2 });
        Write("observations.jsonl", lines);
    }

    private static object Call(string id, double time) => new { kind = "call", time = Time(time), host = "h", body = "body of " + id };

    private static object Fault(string fault, string id) => new { kind = "fault", time = Time(2.1), fault, host = "h", body = "body of " + id };

    private static object Seen((string Id, int State, double Time, string Detail) item, int index) =>
        new { kind = "watched", watcher = 0, revision = index + 1, submissionId = item.Id, state = item.State, detail = item.Detail };

    private void Write(string name, List<object> lines) =>
        File.WriteAllLines(Path.Combine(_folder.FullName, name), lines.Select(line => JsonSerializer.Serialize(line)));

    private void Edit(string name, Func<string, string> edit)
    {
        var path = Path.Combine(_folder.FullName, name);
        var text = File.ReadAllText(path);
        var edited = edit(text);
        Xunit.Assert.NotEqual(text, edited);
        File.WriteAllText(path, edited);
    }
}
