using Orleans.Concurrency;

namespace EdrGrpc.Submissions.Dispatch;

/// <summary>Schedules the sending of all hosts of one KSC connection against its task budget. Its key is the connection's name.</summary>
public interface IKscServerGrain : IGrainWithStringKey
{
    /// <summary>May this host send now?</summary>
    Task<Admission> AdmitAsync(string hostId, SendPriority priority);

    /// <summary>A submission ended or gave up waiting: another host may go.</summary>
    [OneWay]
    Task ReleaseAsync(string hostId);
}
