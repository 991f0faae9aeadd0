using System.Runtime.CompilerServices;

namespace EdrGrpc.Ksc;

/// <summary>Listing and reading tasks (ksc-openapi.md 6.1 to 6.3).</summary>
internal sealed class TaskCalls(KscCaller caller)
{
    public async Task<IReadOnlyList<string>> GetOfHostAsync(string hostId, CancellationToken cancellationToken)
    {
        var response = await caller.CallAsync(
            new("Tasks.GetAllTasksOfHost", new() { ["strDomainName"] = "", ["strHostName"] = hostId }), cancellationToken);
        return [.. (response.Value?.AsArray() ?? []).Select(IdText).OfType<string>()];
    }

    public async Task<KscTaskInfo?> GetAsync(string taskId, CancellationToken cancellationToken)
    {
        try
        {
            var response = await caller.CallAsync(new("Tasks.GetTask", new() { ["strTask"] = taskId }), cancellationToken);
            return KscTaskInfo.Read(taskId, response.RequireParams());
        }
        catch (KscApiException e) when (e.IsNotFound)
        {
            return null;
        }
    }

    public async IAsyncEnumerable<KscTaskInfo> EnumerateAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var request = new KscRequest(
            "Tasks.ResetTasksIterator",
            new()
            {
                ["nGroupId"] = 0,
                ["bGroupIdSignificant"] = false,
                ["strProductName"] = KlValue.Null,
                ["strVersion"] = KlValue.Null,
                ["strComponentName"] = KlValue.Null,
                ["strInstanceId"] = KlValue.Null,
                ["strTaskName"] = KlValue.Null,
                ["bIncludeSupergroups"] = true,
            });
        await using var tasks = await ResultSet.OpenAsync(caller, request, "strTaskIteratorId", "Tasks.ReleaseTasksIterator", cancellationToken);

        // The end is an empty, null or absent container (ksc-openapi.md 6.2).
        while ((await tasks.CallAsync("Tasks.GetNextTask", [], cancellationToken)).Members.FindParams("pTaskData") is { Count: > 0 } data)
        {
            if (await ServerIdAsync(data, cancellationToken) is { } id)
            {
                yield return KscTaskInfo.Read(id, data);
            }
        }
    }

    /// <summary>TASK_UNIQUE_ID is the decimal id in the vendor's sample and GUID-like in the settings page: take both.</summary>
    private async Task<string?> ServerIdAsync(KlParams data, CancellationToken cancellationToken)
    {
        if (data.Find("TASK_UNIQUE_ID") is not { } value || IdText(value) is not { Length: > 0 } id)
        {
            return null;
        }

        if (id.All(char.IsAsciiDigit))
        {
            return id;
        }

        try
        {
            var response = await caller.CallAsync(new("Tasks.ResolveTaskId", new() { ["strPrtsTaskId"] = id }), cancellationToken);
            return response.Value is { } resolved ? IdText(resolved) : null;
        }
        catch (KscApiException e) when (e.IsNotFound)
        {
            // Deleted between the two calls.
            return null;
        }
    }

    private static string? IdText(KlValue value) => value.AsString() ?? value.AsLong()?.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
