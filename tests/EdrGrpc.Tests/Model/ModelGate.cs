using EdrGrpc.Ksc;
using EdrGrpc.Submissions;
using EdrGrpc.Submissions.Dispatch;
using EdrGrpc.Submissions.Servers;
using EdrGrpc.Submissions.Store;
using EdrGrpc.Submissions.Tracking;

namespace EdrGrpc.Tests.Model;

/// <summary>What KscServerGrain asks before it lets a host send. Priorities and pace are left out: they act between hosts only and decide no outcome.</summary>
internal sealed class ModelGate(KscServer server, ISubmissionStore store, ModelCase owner) : IDispatchGate
{
    private readonly KscServerProbe _probe = new(server, owner.Time);

    public async Task<Admission> AdmitAsync(HostKey host, SendPriority priority)
    {
        var options = owner.Options;
        if (await _probe.GetTroubleAsync(options.RequireBackgroundConnection) is { } trouble)
        {
            return Admission.Wait(trouble.Kind, trouble.Reason, options.RetryDelay * 2);
        }

        var use = await store.GetBudgetUseAsync(host.Server, CancellationToken.None);
        var maxAge = use.TasksCounted > options.TaskBudget / 2 ? options.BusyObservationMaxAge : options.ObservationMaxAge;
        if (use.ObservedAt is null || owner.Now - use.ObservedAt > maxAge)
        {
            try
            {
                await ObserveAsync();
            }
            catch (KscException exception)
            {
                return Admission.Wait(KscTrouble.KindOf(exception), KscTrouble.Describe(host.Server, exception), options.RetryDelay * 2);
            }

            use = await store.GetBudgetUseAsync(host.Server, CancellationToken.None);
        }

        return use.TasksCounted < SendPriorities.BudgetFor(priority, options) ? Admission.Go : Admission.Wait(WaitKind.Budget, KscServerGrain.BudgetUsed(host.Server), options.RetryDelay * 2);
    }

    public Task ReleaseAsync(HostKey host)
    {
        owner.WakeAll();
        return Task.CompletedTask;
    }

    private async Task ObserveAsync()
    {
        var observedAt = owner.Now;
        var ids = new List<string>();
        await foreach (var task in server.Client.EnumerateTasksAsync(CancellationToken.None))
        {
            if (TaskNames.IsResponseTask(task.DisplayName))
            {
                ids.Add(task.Id);
            }
        }

        await store.RecordObservationAsync(server.Name, ids, observedAt, CancellationToken.None);
    }
}
