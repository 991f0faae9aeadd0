using EdrGrpc.Submissions.Actions;
using EdrGrpc.Submissions.Store;
using EdrGrpc.Submissions.Tracking;
using Microsoft.Extensions.Logging;

namespace EdrGrpc.Submissions.Dispatch;

/// <summary>
/// Works off the submissions of one host: one pass over its unfinished rows at a time. Each pass reads the store, so that nothing depends on
/// what this object remembers; the guarded steps make a second worker for the same host harmless.
/// </summary>
public sealed class HostWorker
{
    private readonly HostContext _context;
    private readonly SendStep _send;
    private readonly ResendStep _resend;
    private readonly ReconcileStep _reconcile;
    private readonly UpdateIncidentStep _update;
    private readonly FindTaskStep _find;
    private readonly FollowTaskStep _follow;
    private readonly Dictionary<Guid, SubmissionMemory> _memory = [];

    /// <summary>A worker for a host of a configured KSC connection.</summary>
    /// <exception cref="InvalidOperationException">The connection is not configured.</exception>
    public HostWorker(HostKey host, HostServices services)
    {
        ArgumentNullException.ThrowIfNull(services);
        var server = services.Servers.Find(host.Server)
            ?? throw new InvalidOperationException($"KSC connection '{host.Server}' is not configured any more; add Ksc:Servers:{host.Server} again to finish its submissions.");
        _context = new HostContext(host, server.Client, services, services.Loggers.CreateLogger<HostWorker>());
        var addIncident = new AddIncidentCall(_context);
        _send = new SendStep(_context, addIncident);
        _resend = new ResendStep(_context, addIncident, _send);
        _reconcile = new ReconcileStep(_context, addIncident, _resend, _send);
        _update = new UpdateIncidentStep(_context);
        _find = new FindTaskStep(_context);
        _follow = new FollowTaskStep(_context);
    }

    /// <summary>One pass. Returns when to come back (zero: at once), or null when nothing is unfinished.</summary>
    /// <exception cref="StoreUnavailableException">The store cannot work now; come back later.</exception>
    public async Task<TimeSpan?> RunPassAsync(CancellationToken cancellationToken)
    {
        var rows = await _context.Store.GetUnfinishedAsync(_context.Host, cancellationToken);
        Forget(rows);
        if (rows.Count == 0)
        {
            return null;
        }

        // Only the first that is not SUBMITTED yet may move: that is the order of the host. One that is being sent goes before an earlier one that
        // waited for its approval until now, else each would wait for the other.
        var head = rows.FirstOrDefault(row => row.State.IsBeingSent()) ?? rows.FirstOrDefault(row => row.State == SubmissionState.Accepted);
        var next = TimeSpan.MaxValue;
        foreach (var row in rows)
        {
            if (row.State == SubmissionState.PendingApproval)
            {
                var expiry = Earlier(row.ExpiresAt, row.Approval?.ExpiresAt);
                next = Min(
                    next,
                    expiry <= _context.Now ? (await _send.ExpireAsync(row, "Nobody approved it in time. Nothing was done.", row.Approval?.Rule ?? "expire_time")).Delay : expiry - _context.Now);
                continue;
            }

            var isQueued = row.State <= SubmissionState.IncidentAdded;
            if (isQueued && !ReferenceEquals(row, head))
            {
                next = row.State == SubmissionState.Accepted ? Min(next, await QueueAsync(row, head!, rows)) : next;
                continue;
            }

            cancellationToken.ThrowIfCancellationRequested();
            next = Min(next, await StepAsync(row, rows));
        }

        return next < TimeSpan.Zero ? TimeSpan.Zero : next;
    }

    /// <summary>Forgets all due times: the next pass looks at everything.</summary>
    public void Hurry()
    {
        foreach (var memory in _memory.Values)
        {
            memory.Due = DateTimeOffset.MinValue;
        }
    }

    /// <summary>A row behind the head: it may expire, and says so when the head keeps it waiting for long.</summary>
    private async Task<TimeSpan> QueueAsync(Submission row, Submission head, IReadOnlyList<Submission> rows)
    {
        var untilExpiry = row.ExpiresAt - _context.Now ?? TimeSpan.MaxValue;
        if (untilExpiry <= TimeSpan.Zero)
        {
            return (await _send.ExpireAsync(row)).Delay;
        }

        var memory = MemoryOf(head.Id);
        memory.HeadSince ??= _context.Now;
        var age = _context.Now - memory.HeadSince.Value;
        if (age < _context.Options.StuckAfter)
        {
            return Min(untilExpiry, _context.Options.StuckAfter - age);
        }

        if (!memory.StuckLogged)
        {
            memory.StuckLogged = true;
            DispatchLog.Stuck(_context.Logger, _context.Host, head.Id, head.State, age, rows.Count(other => other.AcceptRevision > head.AcceptRevision));
        }

        await _context.WaitAsync(row, WaitKind.Order, $"the earlier {head.Kind.WireName()} {head.Id} on this host has not been sent yet; see what it waits for", TimeSpan.Zero);
        return untilExpiry;
    }

    private async Task<TimeSpan> StepAsync(Submission row, IReadOnlyList<Submission> rows)
    {
        var memory = MemoryOf(row.Id);
        var wait = memory.Due - _context.Now;
        if (wait > TimeSpan.Zero)
        {
            return wait;
        }

        var result = row.State switch
        {
            SubmissionState.Accepted => await _send.RunAsync(row, memory, rows),
            SubmissionState.Submitting => await _resend.RunAsync(row, memory),
            SubmissionState.Reconciling => await _reconcile.RunAsync(row, memory),
            SubmissionState.IncidentAdded => await _update.RunAsync(row, memory),
            SubmissionState.Submitted => await _find.RunAsync(row, memory),
            _ => await _follow.RunAsync(row, memory),
        };
        memory.Due = result.Delay == TimeSpan.Zero ? DateTimeOffset.MinValue : _context.Now + result.Delay;
        return result.Delay;
    }

    private SubmissionMemory MemoryOf(Guid id)
    {
        if (!_memory.TryGetValue(id, out var memory))
        {
            _memory[id] = memory = new SubmissionMemory();
        }

        return memory;
    }

    private void Forget(IReadOnlyList<Submission> rows)
    {
        if (_memory.Count == 0)
        {
            return;
        }

        var unfinished = rows.Select(row => row.Id).ToHashSet();
        foreach (var id in _memory.Keys.Where(id => !unfinished.Contains(id)).ToList())
        {
            _memory.Remove(id);
        }
    }

    private static DateTimeOffset Earlier(DateTimeOffset? left, DateTimeOffset? right) =>
        (left ?? DateTimeOffset.MaxValue) < (right ?? DateTimeOffset.MaxValue) ? left!.Value : right ?? DateTimeOffset.MaxValue;

    private static TimeSpan Min(TimeSpan left, TimeSpan right) => left < right ? left : right;
}
