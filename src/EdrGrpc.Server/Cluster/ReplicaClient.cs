using Orleans.Runtime.Services;

namespace EdrGrpc.Server.Cluster;

/// <summary>Reaches the <see cref="IReplicaService"/> of a certain replica.</summary>
internal sealed class ReplicaClient(IServiceProvider services) : GrainServiceClient<IReplicaService>(services)
{
    public IReplicaService At(SiloAddress replica) => GetGrainService(replica);
}
