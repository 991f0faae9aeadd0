using Orleans.Concurrency;

namespace EdrGrpc.Submissions.Dispatch;

/// <summary>Works off the submissions of one host in order. Its key is <see cref="HostKey.ToString"/>. It holds no truth: the store does.</summary>
public interface IHostGrain : IGrainWithStringKey
{
    /// <summary>Something changed for this host: look at the store.</summary>
    [OneWay]
    Task WakeAsync();
}
