using EdrGrpc.Ksc;
using EdrGrpc.Submissions.Servers;
using EdrGrpc.Submissions.Tracking;
using Microsoft.Extensions.Logging;
using Orleans.Concurrency;

namespace EdrGrpc.Submissions.Dispatch;

/// <summary>
/// Schedules the hosts of one KSC connection against its task budget. It only schedules: permits are rows, taken in the transaction that stores
/// SUBMITTING, so that a second activation cannot overrun the budget.
/// </summary>
[Reentrant]
internal sealed class KscServerGrain(HostServices services, IGrainFactory grains) : Grain, IKscServerGrain
{
    private static readonly TimeSpan WaitingForgotten = TimeSpan.FromMinutes(1);

    private readonly ILogger _logger = services.Loggers.CreateLogger<KscServerGrain>();
    private readonly Dictionary<string, Waiting> _waiting = new(StringComparer.Ordinal);
    private KscServerProbe? _probe;
    private Task<string>? _observing;
    private long _order;

    public async Task<Admission> AdmitAsync(string hostId, SendPriority priority)
    {
        var name = this.GetPrimaryKeyString();
        var options = services.Options;
        if (services.Servers.Find(name) is not { } server)
        {
            return Admission.Wait($"KSC connection '{name}' is not configured any more", options.RetryMaxDelay);
        }

        _probe ??= new KscServerProbe(server, services.Time);
        var trouble = await _probe.GetTroubleAsync(options.RequireBackgroundConnection);
        if (trouble.Length > 0)
        {
            return Admission.Wait(trouble, options.RetryDelay * 2);
        }

        var use = await services.Store.GetBudgetUseAsync(name, CancellationToken.None);
        var maxAge = use.TasksCounted > options.TaskBudget / 2 ? options.BusyObservationMaxAge : options.ObservationMaxAge;
        if (use.ObservedAt is null || services.Time.GetUtcNow() - use.ObservedAt > maxAge)
        {
            // One enumeration at a time, shared by all who wait.
            _observing ??= ObserveAsync(server);
            var problem = await _observing;
            if (problem.Length > 0)
            {
                return Admission.Wait(problem, options.RetryDelay * 2);
            }

            use = await services.Store.GetBudgetUseAsync(name, CancellationToken.None);
        }

        return Schedule(hostId, priority, options, options.TaskBudget - use.TasksCounted);
    }

    public async Task ReleaseAsync(string hostId)
    {
        _waiting.Remove(hostId);
        var name = this.GetPrimaryKeyString();
        foreach (var next in Ranked().Take(2).Select(waiting => waiting.HostId).ToList())
        {
            await grains.GetGrain<IHostGrain>(new HostKey(name, next).ToString()).WakeAsync();
        }
    }

    internal static string BudgetUsed(string server) =>
        $"the task budget of KSC '{server}' is used up: KSC keeps 100 response tasks and would rotate unfinished ones away; it is sent when earlier tasks end";

    private Admission Schedule(string hostId, SendPriority priority, DispatchOptions options, int free)
    {
        var now = services.Time.GetUtcNow();
        foreach (var stale in _waiting.Values.Where(waiting => now - waiting.SeenAt > WaitingForgotten).Select(waiting => waiting.HostId).ToList())
        {
            _waiting.Remove(stale);
        }

        // Those that waited longer, or are more urgent, go first when only few may go.
        if (free > 0 && (free > _waiting.Count || Ranked(hostId, priority).Take(free).Any(waiting => waiting.HostId == hostId)))
        {
            _waiting.Remove(hostId);
            return Admission.Go;
        }

        _waiting[hostId] = _waiting.TryGetValue(hostId, out var known)
            ? known with { SeenAt = now, Priority = priority }
            : new Waiting(hostId, priority, _order++, now);
        return Admission.Wait(BudgetUsed(this.GetPrimaryKeyString()), options.RetryDelay * 2);
    }

    private IEnumerable<Waiting> Ranked(string? hostId = null, SendPriority priority = SendPriority.Normal)
    {
        IEnumerable<Waiting> all = _waiting.Values;
        if (hostId is not null && !_waiting.ContainsKey(hostId))
        {
            all = all.Append(new Waiting(hostId, priority, long.MaxValue, default));
        }

        return all.OrderByDescending(waiting => waiting.Priority).ThenBy(waiting => waiting.Order);
    }

    private async Task<string> ObserveAsync(KscServer server)
    {
        try
        {
            var observedAt = services.Time.GetUtcNow();
            var ids = new List<string>();
            await foreach (var task in server.Client.EnumerateTasksAsync(CancellationToken.None))
            {
                if (TaskNames.IsResponseTask(task.DisplayName))
                {
                    ids.Add(task.Id);
                }
            }

            await services.Store.RecordObservationAsync(server.Name, ids, observedAt, CancellationToken.None);
            return "";
        }
        catch (KscException exception)
        {
            DispatchLog.ObservationFailed(_logger, server.Name, exception.Message);
            return KscTrouble.Describe(server.Name, exception);
        }
        finally
        {
            _observing = null;
        }
    }

    private sealed record Waiting(string HostId, SendPriority Priority, long Order, DateTimeOffset SeenAt);
}
