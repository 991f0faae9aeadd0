using EdrGrpc.Ksc;
using EdrGrpc.Submissions.Actions;
using EdrGrpc.Submissions.Servers;
using EdrGrpc.Submissions.Store;
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
    private static readonly TimeSpan ShortPace = TimeSpan.FromSeconds(5);

    private readonly ILogger _logger = services.Loggers.CreateLogger<KscServerGrain>();
    private readonly WaitingHosts _waiting = new();
    private readonly SendPace _pace = new(services.Time);
    private KscServerProbe? _probe;
    private Task<KscException?>? _observing;

    public async Task<Admission> AdmitAsync(string hostId, SendPriority priority)
    {
        var name = this.GetPrimaryKeyString();
        var options = services.Options;
        if (services.Servers.Find(name) is not { } server)
        {
            return Admission.Wait(WaitKind.KscNotReady, $"KSC connection '{name}' is not configured any more", options.RetryMaxDelay);
        }

        _probe ??= new KscServerProbe(server, services.Time);
        if (await _probe.GetTroubleAsync(options.RequireBackgroundConnection) is { } trouble)
        {
            return Admission.Wait(trouble.Kind, trouble.Reason, options.RetryDelay * 2);
        }

        var now = services.Time.GetUtcNow();
        if (_waiting.Count >= Near(options) && !_waiting.IsAmongFirst(Near(options), hostId, priority, now))
        {
            // However much of the budget is free, others take it. It is woken when it is near; with thousands that wait, nothing else may be asked for each.
            _waiting.Add(hostId, priority, now);
            services.Metrics?.Waiting(name, _waiting.Count + _pace.Waiting);
            return Admission.Wait(WaitKind.Budget, BudgetUsed(name), FarRetry(options));
        }

        var use = await services.Store.GetBudgetUseAsync(name, CancellationToken.None);
        var maxAge = use.TasksCounted > options.TaskBudget / 2 ? options.BusyObservationMaxAge : options.ObservationMaxAge;
        if (use.ObservedAt is null || services.Time.GetUtcNow() - use.ObservedAt > maxAge)
        {
            // One enumeration at a time, shared by all who wait.
            if (await ObserveOnceAsync(server) is { } problem)
            {
                return Admission.Wait(KscTrouble.KindOf(problem), KscTrouble.Describe(name, problem), options.RetryDelay * 2);
            }

            use = await services.Store.GetBudgetUseAsync(name, CancellationToken.None);
        }

        var admission = Schedule(hostId, priority, options, use);
        services.Metrics?.Budget(name, use.TasksCounted, options.TaskBudget, _waiting.Count + _pace.Waiting);
        return admission;
    }

    public async Task ReleaseAsync(string hostId)
    {
        _waiting.Remove(hostId);
        var name = this.GetPrimaryKeyString();
        foreach (var next in _waiting.First(2, services.Time.GetUtcNow()))
        {
            await grains.GetGrain<IHostGrain>(new HostKey(name, next).ToString()).WakeAsync();
        }
    }

    internal static string BudgetUsed(string server) =>
        $"the task budget of KSC '{server}' is used up: KSC keeps 100 response tasks and would rotate unfinished ones away; it is sent when earlier tasks end";

    private Admission Schedule(string hostId, SendPriority priority, DispatchOptions options, BudgetUse use)
    {
        // Those that waited longer, or are more urgent, go first when only few may go.
        var now = services.Time.GetUtcNow();
        var free = SendPriorities.BudgetFor(priority, options) - use.TasksCounted;
        if (free > 0 && _waiting.IsAmongFirst(free, hostId, priority, now))
        {
            _waiting.Remove(hostId);
            return Pace(hostId, priority, options);
        }

        _waiting.Add(hostId, priority, now);
        return Admission.Wait(WaitKind.Budget, BudgetUsed(this.GetPrimaryKeyString()) + Blocker(use, now, options), options.RetryDelay * 2);
    }

    private Admission Pace(string hostId, SendPriority priority, DispatchOptions options)
    {
        var wait = _pace.Ask(hostId, options.SendRate, SendPriorities.IsUrgent(priority));
        return wait == TimeSpan.Zero ? Admission.Go
            : wait < ShortPace ? Admission.Wait(WaitKind.Pace, "", wait)
            : Admission.Wait(WaitKind.Pace, $"KSC '{this.GetPrimaryKeyString()}' is sent at most {options.SendRate:0.##} submissions a second (Ksc:SendRate) and others are before it", wait);
    }

    // Named only once it has stood for a while: a reason that changed with every task would be an event for every host that waits.
    private static string Blocker(BudgetUse use, DateTimeOffset now, DispatchOptions options) =>
        use.Oldest is { Intent: { } intent } oldest && now - intent.AddedUtc > options.StuckAfter
            ? $"; the oldest unfinished one is {oldest.Kind.WireName()} {oldest.Id} on host {oldest.TargetHost}, sent {intent.AddedUtc:yyyy-MM-dd HH:mm:ss} UTC"
            : "";

    // Hosts this near to their turn ask often and are told who keeps them waiting; the others ask now and then. Never less than all of the budget.
    private static int Near(DispatchOptions options) => Math.Max(100, options.TaskBudget);

    // Sooner than a host that waits is forgotten.
    private static TimeSpan FarRetry(DispatchOptions options) =>
        options.RetryDelay * 30 < WaitingHosts.Forgotten / 2 ? options.RetryDelay * 30 : WaitingHosts.Forgotten / 2;

    // Cleared by those who wait, not by the work itself: that may end, refused without a call, before it is assigned, and would then be kept for ever.
    private async Task<KscException?> ObserveOnceAsync(KscServer server)
    {
        var observing = _observing ??= ObserveAsync(server);
        try
        {
            return await observing;
        }
        finally
        {
            _observing = _observing == observing ? null : _observing;
        }
    }

    private async Task<KscException?> ObserveAsync(KscServer server)
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
            return null;
        }
        catch (KscException exception)
        {
            DispatchLog.ObservationFailed(_logger, server.Name, exception.Message);
            return exception;
        }
    }
}
