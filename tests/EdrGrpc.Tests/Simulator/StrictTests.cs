using Xunit;

namespace EdrGrpc.Tests.Simulator;

public sealed class StrictTests
{
    private const string Host = "<host>";

    private const string Incident = """
        "KLINCDT_SEVERITY":2,"KLINCDT_ADDED":{"type":"datetime","value":"2025-03-01T10:15:00Z"},"KLINCDT_BODY":"b","KLHST_WKS_HOSTNAME":"<host>"
        """;

    [Theory]
    [InlineData("wrapped params", """{"pData":{"type":"params","value":{<incident>}}}""")]
    [InlineData("no params", """{}""")]
    [InlineData("null params", """{"pData":null}""")]
    [InlineData("unknown argument", """{"pData":{<incident>},"pInfo":1}""")]
    [InlineData("no severity", """{"pData":{"KLINCDT_ADDED":{"type":"datetime","value":"2025-03-01T10:15:00Z"},"KLINCDT_BODY":"b","KLHST_WKS_HOSTNAME":"<host>"}}""")]
    [InlineData("severity 4", """{"pData":{"KLINCDT_SEVERITY":4,"KLINCDT_ADDED":{"type":"datetime","value":"2025-03-01T10:15:00Z"},"KLINCDT_BODY":"b","KLHST_WKS_HOSTNAME":"<host>"}}""")]
    [InlineData("severity as long", """{"pData":{"KLINCDT_SEVERITY":{"type":"long","value":2},"KLINCDT_ADDED":{"type":"datetime","value":"2025-03-01T10:15:00Z"},"KLINCDT_BODY":"b","KLHST_WKS_HOSTNAME":"<host>"}}""")]
    [InlineData("bare datetime", """{"pData":{"KLINCDT_SEVERITY":2,"KLINCDT_ADDED":"2025-03-01T10:15:00Z","KLINCDT_BODY":"b","KLHST_WKS_HOSTNAME":"<host>"}}""")]
    [InlineData("empty datetime", """{"pData":{"KLINCDT_SEVERITY":2,"KLINCDT_ADDED":{"type":"datetime","value":""},"KLINCDT_BODY":"b","KLHST_WKS_HOSTNAME":"<host>"}}""")]
    [InlineData("fraction of a second", """{"pData":{"KLINCDT_SEVERITY":2,"KLINCDT_ADDED":{"type":"datetime","value":"2025-03-01T10:15:00.1Z"},"KLINCDT_BODY":"b","KLHST_WKS_HOSTNAME":"<host>"}}""")]
    [InlineData("no added", """{"pData":{"KLINCDT_SEVERITY":2,"KLINCDT_BODY":"b","KLHST_WKS_HOSTNAME":"<host>"}}""")]
    [InlineData("no body", """{"pData":{"KLINCDT_SEVERITY":2,"KLINCDT_ADDED":{"type":"datetime","value":"2025-03-01T10:15:00Z"},"KLHST_WKS_HOSTNAME":"<host>"}}""")]
    [InlineData("no host", """{"pData":{"KLINCDT_SEVERITY":2,"KLINCDT_ADDED":{"type":"datetime","value":"2025-03-01T10:15:00Z"},"KLINCDT_BODY":"b"}}""")]
    [InlineData("read-only member", """{"pData":{<incident>,"KLINCDT_ID":5}}""")]
    [InlineData("null member", """{"pData":{<incident>,"KLINCDT_IS_HANDLED":null}}""")]
    [InlineData("bare object", """{"pData":{<incident>,"GNRL_EXTRA_PARAMS":{"a":1}}}""")]
    [InlineData("bare long", """{"pData":{<incident>,"X":5000000000}}""")]
    [InlineData("bare fraction", """{"pData":{<incident>,"X":1.5}}""")]
    public async Task AddIncident_Rejects(string why, string arguments)
    {
        await using var server = await TestServer.StartAsync();
        var text = arguments.Replace("<incident>", Incident, StringComparison.Ordinal).Replace(Host, server.HostId, StringComparison.Ordinal);
        Assert.Equal(1999, await server.Client.ErrorAsync("HostGroup.AddIncident", text));
        Assert.Single(server.Simulator.StrictRejections);
        Assert.True(server.Simulator.Ledger.Count == 0, why);
    }

    [Theory]
    [InlineData("HostGroup.FindHosts", """{"wstrFilter":"","vecFieldsToReturn":["KLHST_NONSENSE"],"lMaxLifeTime":60}""")]
    [InlineData("HostGroup.FindHosts", """{"wstrFilter":"","vecFieldsToReturn":["KLHST_WKS_DN"],"vecFieldsToOrder":[{"Name":"KLHST_WKS_DN","Asc":true}],"lMaxLifeTime":60}""")]
    [InlineData("HostGroup.FindHosts", """{"wstrFilter":"","vecFieldsToReturn":["KLHST_WKS_DN"],"vecFieldsToOrder":[{"type":"params","value":{"Name":"KLHST_WKS_DN"}}],"lMaxLifeTime":60}""")]
    [InlineData("HostGroup.FindHosts", """{"wstrFilter":"","vecFieldsToReturn":["KLHST_WKS_DN"],"vecFieldsToOrder":[{"type":"params","value":{"Name":"NONSENSE","Asc":true}}],"lMaxLifeTime":60}""")]
    [InlineData("HostGroup.FindHosts", """{"wstrFilter":"","vecFieldsToReturn":["KLHST_WKS_DN"],"pParams":{"type":"params","value":{}},"lMaxLifeTime":60}""")]
    [InlineData("HostGroup.FindHosts", """{"wstrFilter":"","vecFieldsToReturn":["KLHST_WKS_DN"],"lMaxLifeTime":7201}""")]
    [InlineData("HostGroup.FindHosts", """{"wstrFilter":"","vecFieldsToReturn":["KLHST_WKS_DN"],"lMaxLifeTime":0}""")]
    [InlineData("HostGroup.FindHosts", """{"wstrFilter":"","vecFieldsToReturn":["KLHST_WKS_DN"],"lMaxLifeTime":"60"}""")]
    [InlineData("HostGroup.FindHosts", """{"wstrFilter":"","vecFieldsToReturn":["KLHST_WKS_DN"]}""")]
    [InlineData("HostGroup.FindHosts", """{"strFilter":"","pFieldsToReturn":["KLHST_WKS_DN"],"lMaxLifeTime":60}""")]
    [InlineData("HostGroup.FindIncidents", """{"strFilter":"","pFieldsToReturn":["KLINCDT_ID"],"pFieldsToOrder":[{"type":"params","value":{"Name":"KLINCDT_BODY","Asc":true}}],"lMaxLifeTime":60}""")]
    [InlineData("HostGroup.FindIncidents", """{"strFilter":"","pFieldsToReturn":["KLINCDT_ID"],"pFieldsToOrder":[{"type":"params","value":{"Name":"KLHST_WKS_HOSTNAME","Asc":true}}],"lMaxLifeTime":60}""")]
    [InlineData("HostGroup.FindIncidents", """{"strFilter":"(KLHST_WKS_DN=\"HOST-0001\")","pFieldsToReturn":["KLINCDT_ID"],"lMaxLifeTime":60}""")]
    [InlineData("HostGroup.FindIncidents", """{"strFilter":"(KLINCDT_ADDED > \"2025-03-01 10:00:00\")","pFieldsToReturn":["KLINCDT_ID"],"lMaxLifeTime":60}""")]
    [InlineData("HostGroup.FindIncidents", """{"strFilter":"(KLINCDT_BODY <> \"x\")","pFieldsToReturn":["KLINCDT_ID"],"lMaxLifeTime":60}""")]
    [InlineData("HostGroup.GetHostInfo", """{"strHostName":1,"pFields2Return":["KLHST_WKS_DN"]}""")]
    [InlineData("HostGroup.GetHostInfo", """{"strHostName":"x","pFields2Return":[1]}""")]
    [InlineData("HostGroup.GetStaticInfo", """{"pValues":["KLADMSRV_NONSENSE"]}""")]
    [InlineData("Tasks.GetTask", """{"strTask":"abc"}""")]
    [InlineData("Tasks.GetTask", """{"strTask":195}""")]
    [InlineData("ConEvents.Subscribe", """{"wstrEvent":"X","pFilter":{"type":"params","value":{}}}""")]
    [InlineData("SrvView.ResetIterator", """{"wstrViewName":"EventsSrvViewName","wstrFilter":"","vecFieldsToReturn":["nonsense"],"lifetimeSec":60}""")]
    public async Task Call_Rejects(string method, string arguments)
    {
        await using var server = await TestServer.StartAsync();
        Assert.Equal(1999, await server.Client.ErrorAsync(method, arguments));
        Assert.Equal(0, server.Simulator.OpenAccessors + server.Simulator.OpenIterators);
    }

    [Fact]
    public async Task TolerantMode_AcceptsWhatStrictRejects()
    {
        await using var server = await TestServer.StartAsync(o => o.Strict = false);
        await server.Client.CallAsync("HostGroup.AddIncident", $$$$"""
            {"other":1,"pData":{"type":"params","value":{"KLINCDT_SEVERITY":2,"KLINCDT_ADDED":"2025-03-01T10:15:00Z","KLINCDT_BODY":"b","X":5000000000,"KLHST_WKS_HOSTNAME":"{{{{server.HostId}}}}"}}}
            """);
        var found = await server.Client.CallAsync("HostGroup.FindHosts", """
            {"wstrFilter":"","vecFieldsToReturn":["KLHST_WKS_DN","NONSENSE"],"vecFieldsToOrder":[{"Name":"KLHST_WKS_DN","Asc":false}],"lMaxLifeTime":60}
            """);
        Assert.Equal(20, found.GetProperty("PxgRetVal").GetInt32());
    }

    [Fact]
    public async Task UnknownHost_Is1186_AndStoresNothing()
    {
        await using var server = await TestServer.StartAsync();
        Assert.Equal(1186, await server.Client.ErrorAsync("HostGroup.AddIncident", TestServer.Incident("no-such-host", "b")));
        Assert.Equal(0, server.Simulator.Ledger.Count);
    }
}
