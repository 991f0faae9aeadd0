namespace EdrGrpc.Ksc;

/// <summary>State of a task on a host, and the text of its failure (ksc-openapi.md 6.5, 6.6).</summary>
internal sealed class TaskStateCalls(KscCaller caller)
{
    private const int AllStates = 127;
    private const int ChunkSize = 200;
    private const int NewestEvents = 20;
    private const int StateFailed = 3;

    private static readonly KlValue StateFields =
        KlValue.Strings(["hostname", "hostdn", "state_code", "state_descr", "start_time", "finish_time", "completed_percent", "try_count"]);

    private static readonly KlValue EventFields = KlValue.Strings(["event_type", "task_new_state", "rise_time", "hostname", "GNRL_EA_DESCRIPTION"]);

    public Task<KscTaskHostState?> GetAsync(string taskId, string hostId, CancellationToken cancellationToken) =>
        KscCaller.WithRestartAsync(() => FindStateAsync(taskId, hostId, cancellationToken));

    public async Task<string?> GetFailureTextAsync(string taskId, string hostId, CancellationToken cancellationToken)
    {
        try
        {
            return await KscCaller.WithRestartAsync(() => FindFailureTextAsync(taskId, hostId, cancellationToken));
        }
        catch (KscApiException e) when (e.IsNotFound)
        {
            return null;
        }
    }

    private async Task<KscTaskHostState?> FindStateAsync(string taskId, string hostId, CancellationToken cancellationToken)
    {
        var request = new KscRequest(
            "Tasks.ResetHostIteratorForTaskStatusEx",
            new()
            {
                ["strTask"] = taskId,
                ["pFields2Return"] = StateFields,
                ["pFields2Order"] = SortBy.ToValue("hostname", ascending: true),
                ["nHostStateMask"] = AllStates,
                ["nLifetime"] = ChunkReader.LifetimeSeconds,
            });
        await using var states = await ResultSet.OpenAsync(caller, request, "strHostIteratorId", "Tasks.ReleaseHostStatusIterator", cancellationToken);
        var count = (await states.CallAsync("Tasks.GetHostStatusRecordsCount", [], cancellationToken)).RequireInt();
        for (var start = 0; start < count; start += ChunkSize)
        {
            // nEnd is inclusive (ksc-openapi.md 3).
            var range = new KlParams { ["nStart"] = start, ["nEnd"] = Math.Min(start + ChunkSize, count) - 1 };
            var records = (await states.CallAsync("Tasks.GetHostStatusRecordRange", range, cancellationToken)).Members.FindParams("pParHostStatus");
            var record = records?.FindContainers("statuses")
                .FirstOrDefault(item => string.Equals(item.FindString("hostname"), hostId, StringComparison.OrdinalIgnoreCase));
            if (record is not null)
            {
                return KscTaskHostState.Read(record);
            }
        }

        return null;
    }

    private async Task<string?> FindFailureTextAsync(string taskId, string hostId, CancellationToken cancellationToken)
    {
        var request = new KscRequest(
            "Tasks.GetTaskHistory",
            new()
            {
                ["strTask"] = taskId,
                ["pFields2Return"] = EventFields,
                ["pSortFields"] = SortBy.ToValue("rise_time", ascending: false),
                ["strHostName"] = hostId,
                ["pFilter"] = new KlParams { ["event_type"] = "KLPRCI_TaskState" },
            });
        await using var events = await ResultSet.OpenAsync(caller, request, "strIteratorId", "EventProcessing.ReleaseIterator", cancellationToken);
        var count = (await events.CallAsync("EventProcessing.GetRecordCount", [], cancellationToken)).RequireInt();
        if (count == 0)
        {
            return null;
        }

        var range = new KlParams { ["nStart"] = 0, ["nEnd"] = Math.Min(count, NewestEvents) - 1 };
        var records = (await events.CallAsync("EventProcessing.GetRecordRange", range, cancellationToken)).Members.FindParams("pParamsEvents");

        // A failure first; then the newest text of any state, for an older server that reports failures in another state.
        return records?.FindContainers("KLEVP_EVENT_RANGE_ARRAY")
            .Where(item => !string.IsNullOrEmpty(item.FindString("GNRL_EA_DESCRIPTION")))
            .OrderByDescending(item => item.FindInt("task_new_state") == StateFailed)
            .ThenByDescending(item => item.FindDateTime("rise_time"))
            .Select(item => item.FindString("GNRL_EA_DESCRIPTION"))
            .FirstOrDefault();
    }
}
