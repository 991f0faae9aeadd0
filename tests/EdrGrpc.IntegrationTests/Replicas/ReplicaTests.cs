using Xunit;

namespace EdrGrpc.IntegrationTests.Replicas;

/// <summary>Several processes and a database on one machine: they run alone, after all others.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class ReplicaTests
{
    public const string Name = "Replicas";
}
