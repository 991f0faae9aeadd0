using System.Net;
using System.Net.Sockets;
using Orleans.Configuration;

namespace EdrGrpc.Server.Hosting;

/// <summary>The engine in one-process mode: a silo that clusters with itself, on a free loopback port so that two servers on one machine never collide.</summary>
internal static class OrleansHosting
{
    public static void AddEngine(this WebApplicationBuilder builder) => builder.Host.UseOrleans(silo =>
    {
        silo.UseLocalhostClustering(siloPort: FreeLoopbackPort(), gatewayPort: FreeLoopbackPort(), serviceId: "edrgrpc", clusterId: "edrgrpc");
        silo.Configure<EndpointOptions>(options => options.AdvertisedIPAddress = IPAddress.Loopback);

        // One process has nobody to judge it: a machine that slept, or a clock that jumped, would make it declare itself dead and end.
        silo.Configure<ClusterMembershipOptions>(options => options.LivenessEnabled = false);

        // Host grains stay while their host has unfinished work and go soon after.
        silo.Configure<GrainCollectionOptions>(options =>
        {
            options.CollectionAge = TimeSpan.FromMinutes(2);
            options.CollectionQuantum = TimeSpan.FromMinutes(1);
        });
    });

    private static int FreeLoopbackPort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
