using System.Net;
using EdrGrpc.Server.Cluster;
using EdrGrpc.Submissions.Replicas;
using Orleans.Configuration;

namespace EdrGrpc.Server.Hosting;

/// <summary>The engine: a silo that clusters with itself on SQLite, with the other replicas on PostgreSQL.</summary>
internal static class OrleansHosting
{
    private const string Name = "edrgrpc";

    /// <summary>One process: on a free loopback port, so that two servers on one machine never collide.</summary>
    public static void AddEngine(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<IReplicas, OneReplica>();
        builder.Host.UseOrleans(silo =>
        {
            silo.UseLocalhostClustering(siloPort: FreePort.On(IPAddress.Loopback), gatewayPort: 0, serviceId: Name, clusterId: Name);

            // Nobody connects from outside: no port for that.
            silo.Configure<EndpointOptions>(options => (options.AdvertisedIPAddress, options.GatewayPort) = (IPAddress.Loopback, 0));

            // One process has nobody to judge it: a machine that slept, or a clock that jumped, would make it declare itself dead and end.
            silo.Configure<ClusterMembershipOptions>(options => options.LivenessEnabled = false);

            // Every grain is here: nothing to remember of where others are. The cache would keep 330 bytes for each host ever asked for, up to a million.
            silo.Configure<GrainDirectoryOptions>(options => options.CachingStrategy = GrainDirectoryOptions.CachingStrategyType.None);
            CollectGrains(silo);
        });
    }

    /// <summary>One of the replicas that share the database of <paramref name="cluster"/>.</summary>
    public static void AddEngine(this WebApplicationBuilder builder, ReplicaCluster cluster)
    {
        builder.Services.AddSingleton(cluster);
        builder.Services.AddSingleton<ReplicaClient>();
        builder.Services.AddSingleton<Submissions.Replicas.IReplicas>(provider => provider.GetRequiredService<Cluster.Replicas>());
        builder.Services.AddSingleton<Cluster.Replicas>();
        builder.Services.AddSingleton<HeadPush>();
        builder.Services.AddHostedService(provider => provider.GetRequiredService<HeadPush>());
        builder.Host.UseOrleans(silo =>
        {
            silo.Configure<ClusterOptions>(options => (options.ServiceId, options.ClusterId) = (Name, Name));
            silo.UseAdoNetClustering(options => (options.Invariant, options.DataSource) = ("Npgsql", cluster.Members));
            silo.AddGrainService<ReplicaService>();

            // Where hosts were last seen to be worked off: a million entries by default, 330 bytes each.
            silo.Configure<GrainDirectoryOptions>(options => options.CacheSize = 50_000);
            silo.Configure<EndpointOptions>(options =>
            {
                options.AdvertisedIPAddress = cluster.Endpoint.Address;
                options.SiloPort = cluster.Endpoint.Port;
                options.SiloListeningEndpoint = new IPEndPoint(cluster.Endpoint.Listen, cluster.Endpoint.Port);

                // Nobody but other replicas connects.
                options.GatewayPort = 0;
            });
            silo.Configure<ClusterMembershipOptions>(options =>
            {
                options.ProbeTimeout = cluster.Options.ProbeInterval;
                options.MaxProbeTimeout = cluster.Options.ProbeInterval * 2;
                options.NumMissedProbesLimit = cluster.Options.MissedProbes;
                options.TableRefreshTimeout = TimeSpan.FromSeconds(5);

                // After all replicas died at once, the first that comes back waits until their entries look stale: three of these.
                options.IAmAliveTablePublishTimeout = TimeSpan.FromSeconds(5);
                options.MaxJoinAttemptTime = TimeSpan.FromMinutes(2);
            });
            CollectGrains(silo);
            if (cluster.Certificates is { } certificates)
            {
                ReplicaTls.Use(silo, certificates);
            }

            // After Orleans' own, which would end the process at once with a crash dump.
            builder.Services.AddSingleton<Eviction>();
            builder.Services.AddSingleton<IFatalErrorHandler>(provider => provider.GetRequiredService<Eviction>());
        });
    }

    // Host grains stay while their host has unfinished work and go soon after.
    private static void CollectGrains(ISiloBuilder silo) => silo.Configure<GrainCollectionOptions>(options =>
    {
        options.CollectionAge = TimeSpan.FromMinutes(2);
        options.CollectionQuantum = TimeSpan.FromMinutes(1);
    });
}
