using EdrGrpc.Contract.V1;
using EdrGrpc.IntegrationTests.Support;
using EdrGrpc.Ksc.Simulator;
using Grpc.Core;
using Xunit;
using Host = EdrGrpc.Contract.V1.Host;

namespace EdrGrpc.IntegrationTests.Query;

/// <summary>FindHosts by name, FQDN and part of a name.</summary>
public sealed class FindHostsTests
{
    [Fact]
    public async Task FindHosts_ByName_DescribesTheHost()
    {
        await using var gateway = await Gateway.StartAsync();
        gateway.Simulator.Hosts.Add(new SimulatedHost { Id = "old", DisplayName = "Old PC", KesVersion = "12.8.0.505", GroupId = 10 });
        gateway.Simulator.Hosts.SetOnline("old", online: false);

        var host = Assert.Single(await FindAsync(gateway, new FindHostsRequest { Name = "host-0010" }));
        var old = Assert.Single(await FindAsync(gateway, new FindHostsRequest { Name = "OLD PC" }));

        Assert.Equal(gateway.HostId(9), host.HostId);
        Assert.Equal("HOST-0010", host.DisplayName);
        Assert.Equal("HOST-0010", host.NetbiosName);
        Assert.Equal("host-0010.demo.example", host.Fqdn);
        Assert.Equal("Servers", host.GroupName);
        Assert.Equal("12.9.0.384", host.KesVersion);
        Assert.True(host.Online);
        Assert.True(host.EdrResponseSupported);
        Assert.False(old.Online);
        Assert.False(old.EdrResponseSupported);
        Assert.Empty(await FindAsync(gateway, new FindHostsRequest { Name = "HOST-001" }));
    }

    [Fact]
    public async Task FindHosts_ByFqdn_IgnoresCase()
    {
        await using var gateway = await Gateway.StartAsync();

        Assert.Equal(gateway.HostId(3), Assert.Single(await FindAsync(gateway, new FindHostsRequest { Fqdn = "Host-0004.DEMO.example" })).HostId);
        Assert.Empty(await FindAsync(gateway, new FindHostsRequest { Fqdn = "host-0004" }));
    }

    [Fact]
    public async Task FindHosts_ByText_StopsAtTheLimit()
    {
        await using var gateway = await Gateway.StartAsync();

        Assert.Equal(9, (await FindAsync(gateway, new FindHostsRequest { Text = "ost-000" })).Count);
        Assert.Equal(4, (await FindAsync(gateway, new FindHostsRequest { Text = "host-00", Limit = 4 })).Select(host => host.HostId).Distinct().Count());
        Assert.Empty(await FindAsync(gateway, new FindHostsRequest { Text = "*" }));
        Assert.Equal(0, gateway.Simulator.OpenAccessors);
    }

    [Fact]
    public async Task FindHosts_TextWithQuotesAndWildcards_MatchesThemLiterally()
    {
        await using var gateway = await Gateway.StartAsync();
        gateway.Simulator.Hosts.Add(new SimulatedHost { Id = "odd", DisplayName = "PC \"[a]*?\" (1)" });

        Assert.Equal("odd", Assert.Single(await FindAsync(gateway, new FindHostsRequest { Text = "[a]*?" })).HostId);
        Assert.Equal("odd", Assert.Single(await FindAsync(gateway, new FindHostsRequest { Text = "\"" })).HostId);
        Assert.Empty(gateway.Simulator.StrictRejections);
    }

    [Fact]
    public async Task FindHosts_KscDown_IsUnavailable()
    {
        await using var gateway = await Gateway.StartAsync();
        await gateway.Simulator.StopListeningAsync();

        var exception = await Assert.ThrowsAsync<RpcException>(() => FindAsync(gateway, new FindHostsRequest { Text = "a" }));

        var refusal = Refusal.Of(exception);
        Assert.Equal(StatusCode.Unavailable, refusal.Code);
        Assert.Equal("KSC_UNAVAILABLE", refusal.Reason);
        Assert.True(refusal.HasRetryInfo);
    }

    [Fact]
    public async Task FindHosts_NoQueryOrBadLimit_IsRefused()
    {
        await using var gateway = await Gateway.StartAsync();

        var none = Refusal.Of(await Assert.ThrowsAsync<RpcException>(() => FindAsync(gateway, new FindHostsRequest { Limit = 10_001 })));

        Assert.Equal(["limit", "query"], none.Fields.Order(StringComparer.Ordinal));
    }

    private static async Task<List<Host>> FindAsync(Gateway gateway, FindHostsRequest request)
    {
        var hosts = new List<Host>();
        using var call = gateway.Ksc.FindHosts(request, Gateway.Options());
        await foreach (var message in call.ResponseStream.ReadAllAsync())
        {
            hosts.Add(message.Host);
        }

        return hosts;
    }
}
