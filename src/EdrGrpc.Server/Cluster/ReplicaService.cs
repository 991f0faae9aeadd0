using EdrGrpc.Server.Hosting;
using Orleans.Concurrency;

namespace EdrGrpc.Server.Cluster;

/// <summary>Takes what other replicas tell.</summary>
[Reentrant]
internal sealed class ReplicaService(GrainId id, Silo silo, ILoggerFactory loggers, StoreHolder store) : GrainService(id, silo, loggers), IReplicaService
{
    public Task HeadMovedAsync(long revision)
    {
        store.Shared?.HeadMoved(revision);
        return Task.CompletedTask;
    }

    public Task LookAsync() => store.Shared?.LookAsync(CancellationToken.None) ?? Task.CompletedTask;
}
