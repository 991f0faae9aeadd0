namespace EdrGrpc.Submissions.Dispatch;

/// <summary>What a host asks before it sends; answered by <see cref="IKscServerGrain"/>.</summary>
public interface IDispatchGate
{
    /// <summary>May this host send now?</summary>
    Task<Admission> AdmitAsync(HostKey host, SendPriority priority);

    /// <summary>A submission of this host ended or stopped waiting to be sent.</summary>
    Task ReleaseAsync(HostKey host);
}
