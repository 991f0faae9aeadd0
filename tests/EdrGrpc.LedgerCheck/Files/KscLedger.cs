using System.Text.Json;

namespace EdrGrpc.LedgerCheck.Files;

/// <summary>An incident KSC stored. Own: a client added it; foreign: the test did.</summary>
internal sealed record KscIncident(int Id, string Host, string Body, bool IsForeign, DateTimeOffset Time);

/// <summary>A task KSC made.</summary>
internal sealed class KscTask(string id, int? incidentId, string host, bool isForeign)
{
    public string Id => id;

    public int? IncidentId => incidentId;

    public string Host => host;

    public bool IsForeign => isForeign;

    /// <summary>The last state: Succeeded, Warning, Failed or one on the way.</summary>
    public string State { get; set; } = "";

    /// <summary>Rotated away before its end.</summary>
    public bool IsLost { get; set; }
}

/// <summary>What KSC really did.</summary>
internal sealed class KscLedger
{
    private readonly HashSet<int> _updated = [];

    public Dictionary<int, KscIncident> Incidents { get; } = [];

    public Dictionary<string, KscTask> Tasks { get; } = new(StringComparer.Ordinal);

    public bool IsUpdated(int incidentId) => _updated.Contains(incidentId);

    public static KscLedger Read(string path)
    {
        var ledger = new KscLedger();
        foreach (var line in JsonLines.Read(path))
        {
            ledger.Take(line);
        }

        return ledger;
    }

    private void Take(JsonElement line)
    {
        var incident = line.Number("IncidentId");
        var task = line.Number("TaskId")?.ToString();
        switch (line.Text("Kind"))
        {
            case "IncidentAdded":
                Incidents.Add(incident!.Value, new KscIncident(incident.Value, line.Text("HostId"), line.Text("Body"), IsForeign(line), line.Time("Time")));
                break;
            case "IncidentUpdated":
                _updated.Add(incident!.Value);
                break;
            case "TaskCreated":
                Tasks.Add(task!, new KscTask(task!, incident, line.Text("HostId"), IsForeign(line)));
                break;
            case "TaskState":
                Tasks[task!].State = line.Text("State");
                break;
            case "TaskRotated":
                Tasks[task!].IsLost = line.Text("Text") == "unfinished";
                break;
        }
    }

    private static bool IsForeign(JsonElement line) => line.TryGetProperty("Foreign", out var foreign) && foreign.GetBoolean();
}
