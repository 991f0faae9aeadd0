using EdrGrpc.Ksc;
using EdrGrpc.Ksc.Simulator;
using Xunit;

namespace EdrGrpc.Tests.Ksc;

/// <summary>Searches, chunks and the release of accessors.</summary>
public sealed class FindTests
{
    [Fact(Timeout = 60_000)]
    public async Task Incidents_RoundTripThroughFind()
    {
        await using var ksc = await KscFixture.StartAsync();
        var id = await ksc.Client.AddIncidentAsync(ksc.Incident, ksc.OpenFence, TestContext.Current.CancellationToken);
        await ksc.Client.AddIncidentAsync(ksc.Incident with { AddedUtc = ksc.Time.GetUtcNow().AddDays(-1) }, ksc.OpenFence, TestContext.Current.CancellationToken);
        var filter = KscFilter.And(
            KscFilter.Equal(IncidentAttributes.HostId, ksc.Host.Id),
            KscFilter.GreaterOrEqual(IncidentAttributes.Added, ksc.Time.GetUtcNow()),
            KscFilter.Equal(IncidentAttributes.IsHandled, value: false));

        var found = await ksc.Client.FindIncidentsAsync(filter, [new(IncidentAttributes.Added, Ascending: false)], 0, TestContext.Current.CancellationToken);

        Assert.Equal(new Incident(id, ksc.Host.Id, ksc.Time.GetUtcNow(), ksc.Incident.Body, 2, IsHandled: false), Assert.Single(found));
        Assert.Equal(0, ksc.Server.OpenAccessors);
    }

    [Theory(Timeout = 60_000)]
    [InlineData(0, 450, 3)]
    [InlineData(450, 450, 3)]
    [InlineData(1000, 450, 3)]
    [InlineData(201, 201, 2)]
    [InlineData(200, 200, 1)]
    [InlineData(1, 1, 1)]
    public async Task Incidents_AreReadInChunks(int limit, int expected, int chunks)
    {
        await using var ksc = await KscFixture.StartAsync();
        for (var i = 0; i < 450; i++)
        {
            ksc.Server.AddForeignIncident(ksc.Host.Id, $"note {i}", ksc.Time.GetUtcNow());
        }

        var found = await ksc.Client.FindIncidentsAsync(KscFilter.All, [new(IncidentAttributes.Id)], limit, TestContext.Current.CancellationToken);

        Assert.Equal(expected, found.Select(incident => incident.Id).Distinct().Count());
        Assert.Equal(found.OrderBy(incident => incident.Id), found);
        Assert.Equal((chunks, 0), (ksc.Received("ChunkAccessor.GetItemsChunk"), ksc.Server.OpenAccessors));
    }

    [Theory(Timeout = 60_000)]
    [InlineData("some \"computer\"")]
    [InlineData("a*b?c[d]e")]
    [InlineData("x\")(KLHST_WKS_DN=\"*")]
    [InlineData("back\\slash & пк-1 \U0001F680")]
    public async Task Hosts_AreFoundByHostileNames(string name)
    {
        await using var ksc = await KscFixture.StartAsync();
        ksc.Server.Hosts.Add(new SimulatedHost { Id = "odd", DisplayName = name });

        var found = await ToListAsync(ksc.Client.FindHostsAsync(KscFilter.Equal(HostAttributes.DisplayName, name), 0, TestContext.Current.CancellationToken));

        Assert.Equal("odd", Assert.Single(found).Id);
    }

    [Fact(Timeout = 60_000)]
    public async Task Hosts_LimitAndBitsAndFields()
    {
        await using var ksc = await KscFixture.StartAsync(server: options => options.HostCount = 300);
        ksc.Server.Hosts.Add(new SimulatedHost { Id = "off", DisplayName = HostName("off"), KesVersion = "12.8.0.1", DnsName = "off", NetBiosName = "OFF" });
        ksc.Server.Hosts.SetOnline("off", online: false);

        Assert.Equal(250, (await ToListAsync(ksc.Client.FindHostsAsync(KscFilter.All, 250, TestContext.Current.CancellationToken))).Count);
        var offline = KscFilter.And(KscFilter.Equal(HostAttributes.Id, "off"), KscFilter.Not(KscFilter.BitSet(HostAttributes.Status, HostStatus.Online)));
        var host = Assert.Single(await ToListAsync(ksc.Client.FindHostsAsync(offline, 0, TestContext.Current.CancellationToken)));
        Assert.Equal((false, false, "OFF", "off", "demo.example", "off.demo.example"), (host.IsOnline, host.SupportsEdrResponse, host.WindowsName, host.DnsName, host.DnsDomain, host.Fqdn));
        var online = await ksc.Client.GetHostAsync(ksc.Host.Id, TestContext.Current.CancellationToken);
        Assert.True(online!.IsOnline && online.SupportsEdrResponse && online.GroupId == 10);
        Assert.Equal(KscFixture.HostName, online.DisplayName);
        Assert.Equal(0, ksc.Server.OpenAccessors);
    }

    [Fact(Timeout = 60_000)]
    public async Task Host_Unknown_IsNull()
    {
        await using var ksc = await KscFixture.StartAsync();

        Assert.Null(await ksc.Client.GetHostAsync("no-such-host", TestContext.Current.CancellationToken));
    }

    [Fact(Timeout = 60_000)]
    public async Task Accessor_IsReleased_WhenTheReaderStopsEarly()
    {
        await using var ksc = await KscFixture.StartAsync();
        await foreach (var host in ksc.Client.FindHostsAsync(KscFilter.All, 0, TestContext.Current.CancellationToken))
        {
            Assert.Equal(1, ksc.Server.OpenAccessors);
            break;
        }

        Assert.Equal(0, ksc.Server.OpenAccessors);
    }

    [Theory(Timeout = 60_000)]
    [InlineData(500)]
    [InlineData(404)]
    public async Task Accessor_IsReleased_WhenAChunkFails(int status)
    {
        await using var ksc = await KscFixture.StartAsync();
        using var fault = ksc.Server.Faults.On("ChunkAccessor.GetItemsChunk").Status(status);

        await Assert.ThrowsAsync<KscTransportException>(() => ksc.Client.FindIncidentsAsync(WithIncident(ksc), [], 0, TestContext.Current.CancellationToken));

        Assert.Equal((1, 0), (fault.Fired, ksc.Server.OpenAccessors));
    }

    [Fact(Timeout = 60_000)]
    public async Task Accessor_IsReleased_WhenTheCallerCancels()
    {
        await using var ksc = await KscFixture.StartAsync();
        using var gate = ksc.Server.Faults.On("ChunkAccessor.GetItemsChunk").Gate();
        using var cancel = new CancellationTokenSource();
        var call = ksc.Client.FindIncidentsAsync(WithIncident(ksc), [], 0, cancel.Token);
        await gate.WaitUntilFiredAsync(cancellationToken: TestContext.Current.CancellationToken);

        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        Assert.Equal(0, ksc.Server.OpenAccessors);
    }

    [Fact(Timeout = 60_000)]
    public async Task Release_Failing_DoesNotHideTheResults()
    {
        await using var ksc = await KscFixture.StartAsync();
        using var fault = ksc.Server.Faults.On("ChunkAccessor.Release").PxgError(1186, "gone");

        Assert.Single(await ksc.Client.FindIncidentsAsync(WithIncident(ksc), [], 0, TestContext.Current.CancellationToken));
    }

    [Theory(Timeout = 60_000)]
    [InlineData(SessionMode.Token)]
    [InlineData(SessionMode.Connection)]
    public async Task SessionLostBetweenChunks_RepeatsTheWholeQueryOnce(SessionMode mode)
    {
        await using var ksc = await KscFixture.StartAsync(options => options with { SessionMode = mode });
        var filter = WithIncident(ksc);
        using var fault = ksc.Server.Faults.On("ChunkAccessor.GetItemsChunk").Times(1).Status(403);

        Assert.Single(await ksc.Client.FindIncidentsAsync(filter, [], 0, TestContext.Current.CancellationToken));

        Assert.Equal(2, ksc.Received("HostGroup.FindIncidents"));
    }

    [Fact(Timeout = 60_000)]
    public async Task ConnectionDroppedBetweenChunks_TokenSession_GoesOn()
    {
        await using var ksc = await KscFixture.StartAsync(options => options with { RetryCount = 1, RetryDelay = TimeSpan.Zero });
        var filter = WithIncident(ksc);
        using var fault = ksc.Server.Faults.On("ChunkAccessor.GetItemsChunk").Times(1).DropBefore();

        Assert.Single(await ksc.Client.FindIncidentsAsync(filter, [], 0, TestContext.Current.CancellationToken));

        Assert.Equal((1, 0), (ksc.Received("HostGroup.FindIncidents"), ksc.Server.OpenAccessors));
    }

    [Fact(Timeout = 60_000)]
    public async Task ConnectionDroppedBetweenChunks_ConnectionLogin_RepeatsTheWholeQuery()
    {
        await using var ksc = await KscFixture.StartAsync(options => options with { SessionMode = SessionMode.Connection, RetryCount = 1, RetryDelay = TimeSpan.Zero });
        var filter = WithIncident(ksc);
        using var fault = ksc.Server.Faults.On("ChunkAccessor.GetItemsChunk").Times(1).DropBefore();

        Assert.Single(await ksc.Client.FindIncidentsAsync(filter, [], 0, TestContext.Current.CancellationToken));

        Assert.Equal(2, ksc.Received("HostGroup.FindIncidents"));
    }

    [Fact(Timeout = 60_000)]
    public async Task AccessorExpired_IsAnApiError()
    {
        await using var ksc = await KscFixture.StartAsync();
        var filter = WithIncident(ksc);
        using var fault = ksc.Server.Faults.On("ChunkAccessor.GetItemsChunk").ExpireAccessor();

        Assert.True((await Assert.ThrowsAsync<KscApiException>(() => ksc.Client.FindIncidentsAsync(filter, [], 0, TestContext.Current.CancellationToken))).IsNotFound);
    }

    private static string HostName(string name) => $"HOST-{name}";

    private static KscFilter WithIncident(KscFixture ksc) =>
        KscFilter.Equal(IncidentAttributes.Id, ksc.Server.AddForeignIncident(ksc.Host.Id, "note", ksc.Time.GetUtcNow()));

    private static async Task<List<KscHost>> ToListAsync(IAsyncEnumerable<KscHost> hosts)
    {
        var list = new List<KscHost>();
        await foreach (var host in hosts)
        {
            list.Add(host);
        }

        return list;
    }
}
