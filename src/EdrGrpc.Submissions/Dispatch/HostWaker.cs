using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace EdrGrpc.Submissions.Dispatch;

/// <summary>Wakes the grains of hosts beside the caller; wake-ups of one host that wait are one.</summary>
internal sealed class HostWaker(IGrainFactory grains, ILogger<HostWaker> logger) : IHostWaker
{
    private readonly ConcurrentDictionary<HostKey, bool> _waiting = new();

    public void Wake(HostKey host)
    {
        if (_waiting.TryAdd(host, true))
        {
            ThreadPool.UnsafeQueueUserWorkItem(static item => _ = item.Waker.WakeAsync(item.Host), (Waker: this, Host: host), preferLocal: false);
        }
    }

    private async Task WakeAsync(HostKey host)
    {
        // Before the call: who comes after it needs a wake-up of its own.
        _waiting.TryRemove(host, out _);
        try
        {
            await grains.GetGrain<IHostGrain>(host.ToString()).WakeAsync();
        }
        catch (Exception exception)
        {
            DispatchLog.WakeFailed(logger, host, exception.Message);
        }
    }
}
