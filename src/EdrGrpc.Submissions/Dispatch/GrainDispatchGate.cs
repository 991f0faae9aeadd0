namespace EdrGrpc.Submissions.Dispatch;

/// <summary>The gate over the server's grain.</summary>
internal sealed class GrainDispatchGate(IGrainFactory grains) : IDispatchGate
{
    public Task<Admission> AdmitAsync(HostKey host, SendPriority priority) =>
        grains.GetGrain<IKscServerGrain>(host.Server).AdmitAsync(host.HostId, priority);

    public Task ReleaseAsync(HostKey host) => grains.GetGrain<IKscServerGrain>(host.Server).ReleaseAsync(host.HostId);
}
