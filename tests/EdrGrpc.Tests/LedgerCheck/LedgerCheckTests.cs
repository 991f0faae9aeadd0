using System.Text.RegularExpressions;
using Xunit;

namespace EdrGrpc.Tests.LedgerCheck;

/// <summary>The check of crash runs is itself checked: a sound run passes, and every kind of doctored run is found.</summary>
public sealed class LedgerCheckTests
{
    private static readonly Dictionary<string, (Action<SampleRun> Doctor, string Expected)> Doctored = new(StringComparer.Ordinal)
    {
        ["an acknowledged submission is gone"] = (run => run.Sql($"DELETE FROM submissions WHERE id = {SampleRun.Blob(SampleRun.A)}"), "was acknowledged and is lost"),
        ["a submission has not ended"] = (run => run.Sql($"UPDATE submissions SET state = 6 WHERE id = {SampleRun.Blob(SampleRun.A)}"), "has not ended"),
        ["a submission nobody knows of"] = (run => run.EditObservations(text => Without(text, $"\"requestId\":\"{SampleRun.A}\"")), "no client was told of it"),
        ["another host than asked for"] = (run => run.Sql($"UPDATE submissions SET target_host = 'h2' WHERE id = {SampleRun.Blob(SampleRun.A)}"), "is not what request"),
        ["one action recorded twice"] = (run => run.Sql($"UPDATE bodies SET head = 'body of {SampleRun.A}' WHERE submission_id = {SampleRun.Blob(SampleRun.B)}"), "recorded twice"),
        ["a repeat that was not recognised"] = (run => run.EditObservations(text => text.Replace("\"deduplicated\":true", "\"deduplicated\":false", StringComparison.Ordinal)), "was not recognised"),
        ["recorded though refused"] = (run => run.AddObservation(new { kind = "refused", time = SampleRun.Time(9), requestId = SampleRun.A }), "was refused"),
        ["an error in the harness"] = (run => run.AddObservation(new { kind = "error", time = SampleRun.Time(9), text = "no" }), "saw an error"),
        ["an incident added twice"] = (run => run.AddIncident(1059, "h1", "body of " + SampleRun.A), "was sent to KSC twice"),
        ["an incident of no submission"] = (run => run.AddIncident(1059, "h1", "other"), "belongs to no submission"),
        ["an incident claimed twice"] = (run => run.Sql("UPDATE submissions SET incident_id = 1057 WHERE incident_id = 1058"), "is claimed by"),
        ["an incident that KSC does not have"] = (run => run.EditLedger(text => Without(text, "\"IncidentAdded\",\"IncidentId\":1057")), "which is not its own"),
        ["an incident of somebody else"] = (run => run.EditLedger(text => ReplaceFirst(text, "\"Foreign\":false", "\"Foreign\":true")), "of somebody else"),
        ["UpdateIncident that never came"] = (run => run.EditLedger(text => Without(text, "\"IncidentUpdated\",\"IncidentId\":1057")), "UpdateIncident never reached KSC"),
        ["two submissions in the wrong order"] = (SwapOrder, "order of host h1"),
        ["a later request accepted first"] = (run => run.EditObservations(text => text.Replace(SampleRun.Time(-0.2), SampleRun.Time(8), StringComparison.Ordinal)), "is accepted after it"),
        ["a step that may not follow"] = (run => run.Sql("UPDATE events SET state = 8 WHERE revision = 5"), "TASK_RUNNING (event 5) follows INCIDENT_ADDED"),
        ["an event is gone"] = (run => run.Sql("DELETE FROM events WHERE revision = 12"), "does not stand where its last event says"),
        ["a request after its send_before"] = (run => run.EditObservations(text => text.Replace(SampleRun.Time(1.1), SampleRun.Time(31), StringComparison.Ordinal)), "outside the time"),
        ["a request before its intent"] = (run => run.EditObservations(text => text.Replace(SampleRun.Time(1.1), SampleRun.Time(0.9), StringComparison.Ordinal)), "outside the time"),
        ["a request of no submission"] = (run => run.AddObservation(new { kind = "call", time = SampleRun.Time(1), host = "h1", body = "other" }), "for no submission"),
        ["a request written twice"] = (run => run.AddObservation(new { kind = "call", time = SampleRun.Time(1.15), host = "h1", body = "body of " + SampleRun.A }), "2 times in 1 attempts"),
        ["a stop that hit nothing"] = (run => run.AddObservation(new { kind = "stopped", time = SampleRun.Time(9), point = "p", from = SampleRun.Time(1.05), until = SampleRun.Time(31) }), "no request was held back"),
        ["the task of another incident"] = (run => run.EditLedger(text => text.Replace("\"TaskCreated\",\"IncidentId\":1057", "\"TaskCreated\",\"IncidentId\":1058", StringComparison.Ordinal)), "not of its own incident"),
        ["a task that ended otherwise"] = (run => run.EditLedger(text => ReplaceFirst(text, "\"State\":\"Succeeded\"", "\"State\":\"Failed\"")), "task 195 is Failed"),
        ["an unfinished task rotated away"] = (run => run.EditLedger(text => text + $$"""{"Kind":"TaskRotated","TaskId":195,"Text":"unfinished","Time":"{{SampleRun.Time(8)}}"}""" + "\n"), "rotated away before its end"),
        ["an unknown outcome without a cause"] = (run => run.EditObservations(text => Without(text, "\"fault\":\"dropped\"")), "nothing was injected that hides the outcome"),
        ["an untracked task without a cause"] = (run => End(run, SampleRun.A, 12, 18), "nothing was injected that makes its task ambiguous"),
        ["an expiry that nobody asked for"] = (run => End(run, SampleRun.C, 15, 15), "its expire_time had not come"),
        ["a refusal that nobody asked for"] = (run => End(run, SampleRun.C, 15, 12), "nobody asked for that end"),
        ["a watcher misses an event"] = (run => run.EditObservations(text => Without(text, "\"revision\":13,")), "saw event 14"),
        ["a watcher sees an event twice"] = (run => run.EditObservations(text => Twice(text, "\"revision\":13,")), "saw event 13"),
        ["a watcher saw what is not stored"] = (run => run.EditObservations(text => text.Replace("Found incident 1058", "Found incident 1059", StringComparison.Ordinal)), "saw event 13"),
        ["a watcher resumes after nothing"] = (run => run.EditObservations(text => text.Replace("\"afterRevision\":7", "\"afterRevision\":70", StringComparison.Ordinal)), "which is not in the data file"),
        ["a watcher does not see the end"] = (run => run.EditObservations(text => Without(text, "\"revision\":17,")), "did not see 1 events"),
    };

    public static TheoryData<string> Names => [.. Doctored.Keys];

    [Fact]
    public void SoundRun_HasNoViolation()
    {
        using var run = new SampleRun();
        Assert.Empty(run.Violations);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void DoctoredRun_IsFound(string name)
    {
        using var run = new SampleRun();
        var (doctor, expected) = Doctored[name];
        doctor(run);
        Assert.Contains(run.Violations, violation => violation.Contains(expected, StringComparison.Ordinal));
    }

    [Fact]
    public void LateTwin_IsExplainedByItsFaultAlone()
    {
        using var run = new SampleRun();
        run.AddIncident(1059, "h1", "body of " + SampleRun.B);
        Assert.NotEmpty(run.Violations);
        run.AddObservation(new { kind = "fault", time = SampleRun.Time(2.1), fault = "late", host = "h1", body = "body of " + SampleRun.B });
        Assert.Empty(run.Violations);
    }

    private static void SwapOrder(SampleRun run)
    {
        run.Sql("UPDATE submissions SET incident_id = 2115 - incident_id");
        run.EditLedger(text => text
            .Replace("\"IncidentId\":1057", "\"IncidentId\":0", StringComparison.Ordinal)
            .Replace("\"IncidentId\":1058", "\"IncidentId\":1057", StringComparison.Ordinal)
            .Replace("\"IncidentId\":0", "\"IncidentId\":1058", StringComparison.Ordinal));
    }

    private static void End(SampleRun run, string id, int revision, int state) =>
        run.Sql($"UPDATE submissions SET state = {state} WHERE id = {SampleRun.Blob(id)}; UPDATE events SET state = {state} WHERE revision = {revision}");

    private static string Without(string text, string part) => string.Join('\n', text.Split('\n').Where(line => !line.Contains(part, StringComparison.Ordinal)));

    private static string Twice(string text, string part) =>
        string.Join('\n', text.Split('\n').SelectMany(line => line.Contains(part, StringComparison.Ordinal) ? new[] { line, line } : [line]));

    private static string ReplaceFirst(string text, string part, string by) => new Regex(Regex.Escape(part), RegexOptions.None, TimeSpan.FromSeconds(1)).Replace(text, by, 1);
}
