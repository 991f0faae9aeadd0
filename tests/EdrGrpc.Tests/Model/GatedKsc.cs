using System.Runtime.CompilerServices;
using EdrGrpc.Ksc;

namespace EdrGrpc.Tests.Model;

/// <summary>The model KSC as one worker sees it: each call waits for the case and may be hit by a fault.</summary>
internal sealed class GatedKsc(ModelWorker worker, ModelKsc ksc) : IKscClient
{
    public string Name => worker.Host.Server;

    public KscConnectionStatus Status => throw NotUsed();

    public async Task<int> AddIncidentAsync(NewIncident incident, SendFence fence, CancellationToken ct)
    {
        var fault = await worker.GateAsync("AddIncident", CallSort.Add);
        Exception? unsent = fault switch
        {
            _ when fence.HasPassed => new KscNotSentException("AddIncident was not sent: the time until which it may be sent has passed."),
            _ when ksc.IsDown || fault == ModelFault.AddNotSent => new KscNotSentException("AddIncident was not sent.", Unreachable()),
            _ when ksc.RefusesAccount || fault == ModelFault.AddNotSignedIn => new KscNotSentException("AddIncident was not sent.", NotSignedIn()),
            ModelFault.AddUnavailable => Error("HostGroup.AddIncident", KscApiException.Unavailable),
            ModelFault.AddRefused => Error("HostGroup.AddIncident", KscApiException.NoAccess),
            _ => null,
        };
        if (unsent is not null)
        {
            ksc.NoteRefusal(incident, unsent);
            throw unsent;
        }

        var request = ksc.Write(incident);
        switch (fault)
        {
            case ModelFault.AddNeverArrived:
                throw Unknown();
            case ModelFault.AddLate:
            case ModelFault.AddTooLate:
                ksc.ArriveLater(request, tooLate: fault == ModelFault.AddTooLate);
                throw Unknown();
            case ModelFault.AddAnswerLost:
                ksc.Arrive(request);
                throw Unknown();
        }

        var id = ksc.Arrive(request);
        var lost = await worker.GateAsync("AddIncident's answer", CallSort.AddAnswer) == ModelFault.AnswerLost;
        return lost || ksc.Now - request.WrittenAt >= ksc.Options.CallTimeout ? throw Unknown() : id;
    }

    public async Task UpdateIncidentAsync(int incidentId, string hostId, bool isHandled, CancellationToken ct)
    {
        var fault = await worker.GateAsync("UpdateIncident", CallSort.Update);
        ThrowIfAway();
        switch (fault)
        {
            case ModelFault.UpdateUnavailable:
                throw Error("HostGroup.UpdateIncident", KscApiException.Unavailable);
            case ModelFault.UpdateRefused:
                ksc.RefusedUpdates.Add(incidentId);
                throw Error("HostGroup.UpdateIncident", KscApiException.NoAccess);
        }

        ksc.Update(incidentId);
        if (fault == ModelFault.UpdateAnswerLost)
        {
            throw new KscTransportException("The answer to UpdateIncident was lost.");
        }
    }

    public async Task<IReadOnlyList<Incident>> FindIncidentsAsync(KscFilter filter, IReadOnlyList<SortBy> order, int limit, CancellationToken ct)
    {
        await ReadAsync("FindIncidents");
        return ksc.Find(filter.Text, order[0], limit);
    }

    public async Task<KscHost?> GetHostAsync(string hostId, CancellationToken ct)
    {
        await ReadAsync("GetHostInfo");
        return ksc.Host(hostId);
    }

    public async Task<KscServerInfo> GetServerInfoAsync(CancellationToken ct)
    {
        await ReadAsync("GetStaticInfo");
        return new KscServerInfo("15.2.0.0", 0x000F0200, IsLinuxEdition: false, VirtualServerName: null);
    }

    public async Task<bool> IsServiceConsoleAvailableAsync(CancellationToken ct)
    {
        await ReadAsync("IsAnyServiceConsoleAvailable");
        return ksc.IsConsoleOn;
    }

    public async Task<IReadOnlyList<string>> GetTasksOfHostAsync(string hostId, CancellationToken ct)
    {
        await ReadAsync("GetAllTasksOfHost");
        return ksc.TasksOf(hostId);
    }

    public async Task<KscTaskInfo?> GetTaskAsync(string taskId, CancellationToken ct)
    {
        await ReadAsync("GetTask");
        return ksc.Task(taskId)?.Info;
    }

    public async IAsyncEnumerable<KscTaskInfo> EnumerateTasksAsync([EnumeratorCancellation] CancellationToken ct)
    {
        await ReadAsync("enumerate tasks");
        foreach (var task in ksc.Tasks.Where(task => !task.IsGone).ToList())
        {
            yield return task.Info;
        }
    }

    public async Task<KscTaskHostState?> GetTaskHostStateAsync(string taskId, string hostId, CancellationToken ct)
    {
        await ReadAsync("task state");
        return ksc.Task(taskId) is { } task
            ? task.State is { } state && task.HostId == hostId ? new KscTaskHostState(state, Percent: null, "", StartedUtc: null, FinishedUtc: null) : null
            : throw Error("Tasks.ResetHostIteratorForTaskStatusEx", KscApiException.NotFound);
    }

    public async Task<string?> GetTaskFailureTextAsync(string taskId, string hostId, CancellationToken ct)
    {
        await ReadAsync("GetTaskHistory");
        return "the model's text";
    }

    public IAsyncEnumerable<KscHost> FindHostsAsync(KscFilter filter, int limit, CancellationToken ct) => throw NotUsed();

    public Task<int?> GetLimitAsync(int limitId, CancellationToken ct) => throw NotUsed();

    public Task PingAsync(CancellationToken ct) => throw NotUsed();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private async Task ReadAsync(string name)
    {
        var fault = await worker.GateAsync(name, CallSort.Read);
        ThrowIfAway();
        switch (fault)
        {
            case ModelFault.ReadUnreachable:
                throw Unreachable();
            case ModelFault.ReadBroken:
                throw new KscTransportException("The answer is not JSON.");
            case ModelFault.ReadUnavailable:
                throw Error(name, KscApiException.Unavailable);
            case ModelFault.ReadRefused:
                throw Error(name, KscApiException.NoAccess);
            case ModelFault.ReadNotSignedIn:
                throw NotSignedIn();
        }
    }

    private void ThrowIfAway()
    {
        if (ksc.IsDown)
        {
            throw Unreachable();
        }

        if (ksc.RefusesAccount)
        {
            throw NotSignedIn();
        }
    }

    private static KscUnavailableException Unreachable() => new("The model's KSC cannot be reached.");

    private static KscAuthenticationException NotSignedIn() => new("The model's KSC refuses the account.");

    private static KscOutcomeUnknownException Unknown() => new("AddIncident was sent and no usable answer came.");

    private static KscApiException Error(string method, int code) => new(method, new PxgError(code, 0, "KLSTD", "", 0, "model", LocalizedMessage: null));

    private static NotSupportedException NotUsed() => new("A worker does not use this.");
}
