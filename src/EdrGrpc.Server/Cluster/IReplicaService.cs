using Orleans.Concurrency;
using Orleans.Services;

namespace EdrGrpc.Server.Cluster;

/// <summary>What replicas tell each other. One in every process. Nothing here is needed for correctness but <see cref="LookAsync"/>, whose caller waits when it fails.</summary>
internal interface IReplicaService : IGrainService
{
    /// <summary>The caller committed up to this revision: look at the store now. Lost, it costs a second at most.</summary>
    [OneWay]
    Task HeadMovedAsync(long revision);

    /// <summary>Ends when this process knows what was committed before the call, the kill switch included.</summary>
    Task LookAsync();
}
