using System.Globalization;

namespace EdrGrpc.Ksc.Simulator;

/// <summary>Plays the Web Console's background service: turns incidents into tasks.</summary>
internal sealed class BackgroundService(SimulatorState state)
{
    public void OnIncidentAdded(StoredIncident incident)
    {
        if (!state.ServiceConsoleAvailable)
        {
            Ignore(incident, "no background connection");
            return;
        }

        var request = EdrRequest.Parse(incident.Body, incident.Host.Id, out var reason);
        if (request is null)
        {
            Ignore(incident, reason);
            return;
        }

        var copies = state.PublicTasks.CopiesOf(incident.ToPublic());
        if (copies == 0)
        {
            Ignore(incident, "suppressed by the test");
        }

        for (var i = 0; i < copies; i++)
        {
            state.Clock.Schedule(state.Options.TaskCreationDelay, () => CreateTask(incident, request));
        }
    }

    private void CreateTask(StoredIncident incident, EdrRequest request)
    {
        if (!state.ServiceConsoleAvailable || incident.Deleted)
        {
            Ignore(incident, incident.Deleted ? "incident deleted" : "no background connection");
            return;
        }

        var date = state.Clock.ServerNow.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
        var task = state.Tasks.Add(incident.Host, $"[Response][{request.Area}] {request.Task} - {date} - {NewId()}", request, incident);
        state.Runner.Start(task);
    }

    /// <summary>The trailing id of the name; its meaning is unknown, so it must not resemble the incident id.</summary>
    private string NewId()
    {
        Span<byte> bytes = stackalloc byte[4];
        state.Random.NextBytes(bytes);
        return Convert.ToHexStringLower(bytes);
    }

    private void Ignore(StoredIncident incident, string why) =>
        state.Record(IncidentStore.Entry(LedgerKind.RequestIgnored, incident) with { Text = why });
}
