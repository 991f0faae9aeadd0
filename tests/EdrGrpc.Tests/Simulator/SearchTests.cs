using System.Text.Json;
using CsCheck;
using EdrGrpc.Ksc.Simulator;
using Xunit;

namespace EdrGrpc.Tests.Simulator;

public sealed class SearchTests
{
    [Theory]
    [InlineData("", 20)]
    [InlineData("(KLHST_WKS_DN=\"host-0007\")", 1)]
    [InlineData("(KLHST_WKS_FQDN=\"HOST-0007.demo.EXAMPLE\")", 1)]
    [InlineData("(|(KLHST_WKS_DN=\"HOST-0001\")(KLHST_WKS_FQDN=\"host-0001.demo.example\")(KLHST_WKS_WINHOSTNAME=\"HOST-0002\"))", 2)]
    [InlineData("(KLHST_WKS_DN<>\"HOST-0001\")", 19)]
    [InlineData("(!(KLHST_WKS_DN=\"HOST-0001\"))", 19)]
    [InlineData("(!KLHST_WKS_DN = \"HOST-000*\")", 11)]
    [InlineData("(KLHST_WKS_DN=\"HOST-00[01][1-3]\")", 6)]
    [InlineData("(KLHST_WKS_DN>\"HOST-0018\")", 2)]
    [InlineData("KLHST_WKS_STATUS & 0xD <> 0", 20)]
    [InlineData("(KLHST_WKS_STATUS | 0x2 = 0x1F)", 20)]
    [InlineData("(KLHST_WKS_GROUPID=11)", 2)]
    [InlineData("(KLHST_WKS_GROUPID_GP=0)", 20)]
    [InlineData("(KLHST_WKS_GROUPID_GP=10)", 18)]
    [InlineData("(KLHST_WKS_FROM_UNASSIGNED=1)", 0)]
    [InlineData("(KLHST_WKS_IP_LONG>=167772180)", 1)]
    [InlineData("(KLHST_WKS_RBT_REQUIRED=0)", 20)]
    [InlineData("(KLHST_WKS_CREATED < T\"2025-01-15 08:00:01\")", 20)]
    [InlineData("(KLHST_WKS_CREATED > T\"2025-01-15 08:00:00\")", 0)]
    [InlineData("(KLHST_WKS_LAST_VISIBLE > CURTIME(-60))", 20)]
    [InlineData("(KLHST_WKS_LAST_FULLSCAN > CURTIME(-60))", 0)]
    [InlineData("(KLHST_WKS_COMMENT = \"word\")", 0)]
    [InlineData("(&(KLHST_WKS_DN=\"HOST-0001\")(KLHST_WKS_DN=\"HOST-0002\"))", 0)]
    public async Task FindHosts_Counts(string wstrFilter, int expected)
    {
        await using var server = await TestServer.StartAsync();
        Assert.Equal(expected, await CountAsync(server, wstrFilter));
    }

    [Fact]
    public async Task OfflineHost_LosesVisibleAndAliveBits()
    {
        await using var server = await TestServer.StartAsync();
        server.Simulator.Hosts.SetOnline(server.HostId, online: false);
        server.Time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(1, await CountAsync(server, "(KLHST_WKS_STATUS & 9 = 0)"));
        Assert.Equal(1, await CountAsync(server, "(KLHST_WKS_LAST_VISIBLE < CURTIME(-59))"));
    }

    [Fact]
    public async Task DuplicateDisplayNames_AreBothFound_AndRemovalForgets()
    {
        await using var server = await TestServer.StartAsync();
        server.Simulator.Hosts.Add(new SimulatedHost { Id = "twin", DisplayName = "HOST-0001", DnsName = "twin", Comment = "a word here" });
        Assert.Equal(2, await CountAsync(server, "(KLHST_WKS_DN=\"HOST-0001\")"));
        Assert.Equal(1, await CountAsync(server, "(KLHST_WKS_COMMENT=\"word\")"));
        Assert.True(server.Simulator.Hosts.Remove("twin"));
        Assert.Equal(1, await CountAsync(server, "(KLHST_WKS_DN=\"HOST-0001\")"));
        Assert.Equal(1186, await server.Client.ErrorAsync("HostGroup.GetHostInfo", new { strHostName = "twin", pFields2Return = Array.Empty<string>() }));
    }

    [Fact]
    public async Task HostIds_AreTheSameForTheSameSeed()
    {
        await using var one = await TestServer.StartAsync(login: false);
        await using var two = await TestServer.StartAsync(login: false);
        await using var other = await TestServer.StartAsync(o => o.Seed = 2, login: false);
        Assert.Equal(one.HostId, two.HostId);
        Assert.NotEqual(one.HostId, other.HostId, StringComparer.Ordinal);
        Assert.True(Guid.TryParse(one.HostId, out _));
    }

    [Fact]
    public async Task Order_SortsByAllKeys()
    {
        await using var server = await TestServer.StartAsync();
        var found = await server.Client.CallAsync("HostGroup.FindHosts", """
            {"wstrFilter":"","vecFieldsToReturn":["KLHST_WKS_DN"],"lMaxLifeTime":60,"vecFieldsToOrder":[
             {"type":"params","value":{"Name":"KLHST_WKS_GROUPID","Asc":false}},{"type":"params","value":{"Name":"KLHST_WKS_DN","Asc":false}}]}
            """);
        var chunk = await server.Client.CallAsync("ChunkAccessor.GetItemsChunk", new { strAccessor = found.GetProperty("strAccessor").GetString(), nStart = 0, nCount = 3 });
        Assert.Equal(["HOST-0020", "HOST-0010", "HOST-0019"], Values(chunk, "KLHST_WKS_DN").ToArray());
    }

    [Fact]
    public async Task FindIncidents_ByHostTimeAndId()
    {
        await using var server = await TestServer.StartAsync();
        for (var i = 0; i < 5; i++)
        {
            await server.Client.CallAsync("HostGroup.AddIncident", TestServer.Incident(server.Simulator.Hosts.All[i % 2].Id, "b", $"2025-03-01T10:15:0{i}Z"));
        }

        var host = server.HostId;
        Assert.Equal([1057, 1059, 1061], await IncidentsAsync(server, $"(KLHST_WKS_HOSTNAME=\"{host}\")"));
        Assert.Equal([1061], await IncidentsAsync(server, $"(&(KLHST_WKS_HOSTNAME=\"{host}\")(KLINCDT_ADDED > T\"2025-03-01 10:15:02\"))"));
        Assert.Equal([1059, 1061], await IncidentsAsync(server, $"(&(KLHST_WKS_HOSTNAME=\"{host}\")(KLINCDT_ADDED >= T\"2025-03-01 10:15:02\"))"));
        Assert.Equal([1060, 1061], await IncidentsAsync(server, "(KLINCDT_ID > 1059)"));
        Assert.Equal([1059], await IncidentsAsync(server, "(KLINCDT_ID = 1059)"));
        Assert.Empty(await IncidentsAsync(server, "(KLINCDT_ID = 2000)"));
        await server.Client.CallAsync("HostGroup.DeleteIncident", new { nId = 1059 });
        Assert.Equal([1057, 1061], await IncidentsAsync(server, $"(KLHST_WKS_HOSTNAME=\"{host}\")"));
        Assert.Empty(await IncidentsAsync(server, "(KLINCDT_ID = 1059)"));
    }

    /// <summary>Indexes are only a shortcut: wrapped so that no index applies, a filter selects the same.</summary>
    [Fact]
    public async Task IndexedSearch_AgreesWithFullScan()
    {
        await using var server = await TestServer.StartAsync();
        var hosts = server.Simulator.Hosts.All;
        var item = Gen.Select(
            Gen.OneOf("KLHST_WKS_DN", "KLHST_WKS_WINHOSTNAME", "KLHST_WKS_FQDN", "KLHST_WKS_HOSTNAME"),
            Gen.OneOf("=", "<>"),
            Gen.OneOf(Gen.OneOf("HOST-0001", "host-0002", "HOST-*", "none", "host-0003.demo.example"), Gen.OneOf(hosts.Select(h => h.Id).ToArray())),
            (name, op, value) => $"({name}{op}\"{value}\")");
        var filter = Gen.Select(Gen.OneOf("&", "|"), item.Array[1, 4], (op, items) => $"({op}{string.Concat(items)})");
        filter.Sample(
            text => Direct(hosts, server.Simulator.Hosts, text) == Direct(hosts, server.Simulator.Hosts, $"(!(!{text}))"),
            iter: 500);
    }

    [Fact]
    public void LargeServer_ExactSearches_LookAtFewRows()
    {
        using var state = new SimulatorState(new SimulatorOptions { HostCount = 20_000 });
        var host = state.Hosts.Get(HostSeeder.HostId(1, 17_000));
        for (var i = 0; i < 5_000; i++)
        {
            state.Incidents.Add(state.Hosts.Get(HostSeeder.HostId(1, 1 + i)), TestServer.Start, "b", 2, handled: false, userId: null, foreign: false);
        }

        Assert.Equal([host], state.Hosts.Candidates(FilterParser.Parse($"(&(KLHST_WKS_STATUS & 4 <> 0)(KLHST_WKS_HOSTNAME=\"{host.Id}\"))")));
        Assert.Equal([host], state.Hosts.Candidates(FilterParser.Parse("(|(KLHST_WKS_DN=\"HOST-17000\")(KLHST_WKS_FQDN=\"HOST-17000.demo.example\"))")));
        Assert.Single(state.Incidents.Candidates(FilterParser.Parse($"(&(KLINCDT_ADDED > T\"2025-01-01 00:00:00\")(KLHST_WKS_HOSTNAME=\"{HostSeeder.HostId(1, 7)}\"))")));
        Assert.Single(state.Incidents.Candidates(FilterParser.Parse("(KLINCDT_ID = 3000)")));
        Assert.Equal(10, state.Incidents.Candidates(FilterParser.Parse("(KLINCDT_ID >= 6047)")).Count());
    }

    private static int Direct(IReadOnlyList<SimulatedHost> all, SimulatedHosts hosts, string text)
    {
        var filter = FilterParser.Parse(text);
        var query = new Query<SimulatedHost>(hosts.Attributes, TestServer.Start, strict: true);
        var rows = query.Rows(hosts.Candidates(filter), filter, []);
        Assert.All(rows, row => Assert.Contains(row, all));
        return rows.Count;
    }

    private static async Task<int> CountAsync(TestServer server, string wstrFilter)
    {
        var found = await server.Client.CallAsync("HostGroup.FindHosts", new { wstrFilter, vecFieldsToReturn = new[] { "KLHST_WKS_DN" }, lMaxLifeTime = 60 });
        return found.GetProperty("PxgRetVal").GetInt32();
    }

    private static async Task<List<int>> IncidentsAsync(TestServer server, string strFilter)
    {
        var found = await server.Client.CallAsync("HostGroup.FindIncidents", new { strFilter, pFieldsToReturn = new[] { "KLINCDT_ID" }, lMaxLifeTime = 60 });
        var strAccessor = found.GetProperty("strAccessor").GetString();
        var chunk = await server.Client.CallAsync("ChunkAccessor.GetItemsChunk", new { strAccessor, nStart = 0, nCount = 100 });
        return chunk.GetProperty("PxgRetVal").GetInt32() == 0 ? [] : Items(chunk).Select(item => item.GetProperty("KLINCDT_ID").GetInt32()).ToList();
    }

    private static IEnumerable<string?> Values(JsonElement chunk, string name) => Items(chunk).Select(item => item.GetProperty(name).GetString());

    private static IEnumerable<JsonElement> Items(JsonElement chunk) =>
        chunk.GetProperty("pChunk").GetProperty("KLCSP_ITERATOR_ARRAY").EnumerateArray().Select(item => item.GetProperty("value"));
}
