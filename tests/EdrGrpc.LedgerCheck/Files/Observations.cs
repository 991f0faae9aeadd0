using System.Text.Json;

namespace EdrGrpc.LedgerCheck.Files;

/// <summary>One acknowledgement of a request: first or repeated.</summary>
internal sealed record Acknowledgement(
    string RequestId, IReadOnlyList<AcknowledgedSubmission> Submissions, DateTimeOffset FirstSentAt, DateTimeOffset Time, bool IsDeduplicated);

/// <summary>A submission as a client was told of it; its body must hold the marker.</summary>
internal sealed record AcknowledgedSubmission(string Id, string Host, string Marker);

/// <summary>AddIncident arrived at KSC.</summary>
internal sealed record Call(string Body, DateTimeOffset Time);

/// <summary>A fault that hit an AddIncident.</summary>
internal sealed record Fault(string Name, string Body, DateTimeOffset Time)
{
    /// <summary>The gateway cannot know from the answer what happened.</summary>
    public bool HidesAnswer => Name is "lost" or "foreign-lost" or "dropped" or "status-403" or "soon" or "late";

    /// <summary>KSC works the request off after its connection broke.</summary>
    public bool IsDelayed => Name is "soon" or "late";

    /// <summary>Somebody else added the same incident in the same second.</summary>
    public bool IsForeign => Name is "foreign" or "foreign-lost";
}

/// <summary>The process stood still.</summary>
internal sealed record Stop(DateTimeOffset From, DateTimeOffset Until);

/// <summary>One connection of a watcher: where it resumed and what it saw.</summary>
internal sealed record Watch(int Watcher, long AfterRevision, List<SeenEvent> Events);

/// <summary>An event as a watcher got it.</summary>
internal sealed record SeenEvent(long Revision, string SubmissionId, int State, string Detail);

/// <summary>What the harness wrote down.</summary>
internal sealed class Observations
{
    public List<Acknowledgement> Acknowledgements { get; } = [];

    public HashSet<string> Refused { get; } = new(StringComparer.Ordinal);

    public List<string> Errors { get; } = [];

    public List<Call> Calls { get; } = [];

    public List<Fault> Faults { get; } = [];

    public List<DateTimeOffset> Kills { get; } = [];

    public List<Stop> Stops { get; } = [];

    /// <summary>What a second person decided of a submission: approved or not.</summary>
    public Dictionary<string, bool> Decisions { get; } = new(StringComparer.Ordinal);

    public List<Watch> Watches { get; } = [];

    /// <summary>Watchers that saw the last event there was.</summary>
    public HashSet<int> EndedWatchers { get; } = [];

    public static Observations Read(string path)
    {
        var observations = new Observations();
        var open = new Dictionary<int, Watch>();
        foreach (var line in JsonLines.Read(path))
        {
            observations.Take(line, open);
        }

        return observations;
    }

    private void Take(JsonElement line, Dictionary<int, Watch> open)
    {
        switch (line.Text("kind"))
        {
            case "acknowledged":
                var submissions = line.GetProperty("submissions").EnumerateArray()
                    .Select(item => new AcknowledgedSubmission(item.Text("id"), item.Text("host"), item.Text("marker"))).ToList();
                Acknowledgements.Add(new Acknowledgement(
                    line.Text("requestId"), submissions, line.Time("firstSentAt"), line.Time("time"), line.GetProperty("deduplicated").GetBoolean()));
                break;
            case "refused":
                Refused.Add(line.Text("requestId"));
                break;
            case "error":
                Errors.Add(line.Text("text"));
                break;
            case "call":
                Calls.Add(new Call(line.Text("body"), line.Time("time")));
                break;
            case "fault":
                Faults.Add(new Fault(line.Text("fault"), line.Text("body"), line.Time("time")));
                break;
            case "killed":
                Kills.Add(line.Time("time"));
                break;
            case "decided":
                Decisions[line.Text("submissionId")] = line.GetProperty("approved").GetBoolean();
                break;
            case "stopped":
                Stops.Add(new Stop(line.Time("from"), line.Time("until")));
                break;
            case "watchOpened":
                var watch = new Watch(line.GetProperty("watcher").GetInt32(), line.GetProperty("afterRevision").GetInt64(), []);
                open[watch.Watcher] = watch;
                Watches.Add(watch);
                break;
            case "watched":
                open[line.GetProperty("watcher").GetInt32()].Events.Add(new SeenEvent(
                    line.GetProperty("revision").GetInt64(), line.Text("submissionId"), line.GetProperty("state").GetInt32(), line.Text("detail")));
                break;
            case "watchEnded":
                EndedWatchers.Add(line.GetProperty("watcher").GetInt32());
                break;
            case var other:
                throw new InvalidDataException($"Observation of an unknown kind: {other}");
        }
    }
}
