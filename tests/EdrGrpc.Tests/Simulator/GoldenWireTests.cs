using System.Text.RegularExpressions;
using Xunit;

namespace EdrGrpc.Tests.Simulator;

/// <summary>The JSON examples of ksc-openapi.md, byte for byte where the reference fixes them.</summary>
public sealed partial class GoldenWireTests
{
    [Fact]
    public async Task Section1And9_SessionCalls()
    {
        await using var server = await TestServer.StartAsync();
        Assert.Matches("^n[A-Za-z0-9+/]{22}==$", server.Client.Token);
        Assert.Equal("{}", await server.Client.TextAsync("Session.Ping"));
        Assert.Matches("^\\{\"PxgRetVal\":\"[^\"]+\"\\}$", await server.Client.TextAsync("Session.CreateToken"));
        Assert.Equal("""{"PxgRetVal":0}""", await server.Client.TextAsync("HostGroup.GroupIdGroups"));
    }

    [Fact]
    public async Task Section25_ErrorEnvelope()
    {
        await using var server = await TestServer.StartAsync();
        Assert.Equal(
            """{"PxgError":{"code":1186,"file":"simulator.cpp","line":1,"locdata":{"type":"params","value":{"args":["42"],"format":"Incident %1 not found","format-id":0,"locmodule":""}},"message":"Object not found: Incident 42","module":"KLSTD","subcode":0}}""",
            await server.Client.TextAsync("HostGroup.DeleteIncident", new { nId = 42 }));
    }

    [Fact]
    public async Task Section4_IncidentLife()
    {
        await using var server = await TestServer.StartAsync();
        var host = server.HostId;
        var body = TestServer.Body(host);
        Assert.Equal("""{"PxgRetVal":1057}""", await server.Client.TextAsync("HostGroup.AddIncident", TestServer.Incident(host, body)));
        Assert.Equal("{}", await server.Client.TextAsync(
            "HostGroup.UpdateIncident", new { nId = 1057, pData = new { KLHST_WKS_HOSTNAME = host, KLINCDT_IS_HANDLED = true } }));
        var found = await server.Client.CallAsync("HostGroup.FindIncidents", new
        {
            strFilter = $"(&(KLINCDT_IS_HANDLED = 1)(KLHST_WKS_HOSTNAME = \"{host}\"))",
            pFieldsToReturn = new[] { "KLINCDT_ID", "KLINCDT_SEVERITY", "KLINCDT_ADDED", "KLINCDT_IS_HANDLED", "KLHST_WKS_HOSTNAME" },
            pFieldsToOrder = new[] { Sort("KLINCDT_ID") },
            lMaxLifeTime = 600,
        });
        Assert.Equal(1, found.GetProperty("PxgRetVal").GetInt32());
        var strAccessor = found.GetProperty("strAccessor").GetString();
        Assert.Matches("^[A-Za-z0-9]{22}$", strAccessor);
        Assert.Equal("""{"PxgRetVal":1}""", await server.Client.TextAsync("ChunkAccessor.GetItemsCount", new { strAccessor }));
        Assert.Equal(
            """{"pChunk":{"KLCSP_ITERATOR_ARRAY":[{"type":"params","value":{"KLHST_WKS_HOSTNAME":"<host>","KLINCDT_ADDED":{"type":"datetime","value":"2025-03-01T10:15:00Z"},"KLINCDT_ID":1057,"KLINCDT_IS_HANDLED":true,"KLINCDT_SEVERITY":2}}]},"PxgRetVal":1}""".Replace("<host>", host, StringComparison.Ordinal),
            await server.Client.TextAsync("ChunkAccessor.GetItemsChunk", new { strAccessor, nStart = 0, nCount = 200 }));
        Assert.Equal("{}", await server.Client.TextAsync("ChunkAccessor.Release", new { strAccessor }));
        Assert.Equal("{}", await server.Client.TextAsync("HostGroup.DeleteIncident", new { nId = 1057 }));
    }

    [Fact]
    public async Task Section53_Hosts()
    {
        await using var server = await TestServer.StartAsync();
        var found = await server.Client.CallAsync("HostGroup.FindHosts", new
        {
            wstrFilter = "(&(KLHST_WKS_STATUS & 4 <> 0)(KLHST_WKS_DN=\"HOST-*\"))",
            vecFieldsToReturn = new[] { "KLHST_WKS_HOSTNAME", "KLHST_WKS_DN", "KLHST_WKS_STATUS" },
            vecFieldsToOrder = new[] { Sort("KLHST_WKS_DN") },
            pParams = new { KLGRP_FIND_FROM_CUR_VS_ONLY = true },
            lMaxLifeTime = 600,
        });
        Assert.Equal(20, found.GetProperty("PxgRetVal").GetInt32());
        Assert.Equal(
            """{"PxgRetVal":{"KLHST_WKS_DN":"HOST-0001","KLHST_WKS_LAST_VISIBLE":{"type":"datetime","value":"2025-03-01T10:15:00Z"}}}""",
            await server.Client.TextAsync("HostGroup.GetHostInfo", new { strHostName = server.HostId, pFields2Return = new[] { "KLHST_WKS_DN", "KLHST_WKS_LAST_VISIBLE" } }));
    }

    [Fact]
    public async Task Section6_TaskOfAnIncident()
    {
        await using var server = await TestServer.StartAsync(o => o.RunTime = TimeSpan.FromSeconds(4));
        var host = server.HostId;
        await server.CreateTaskAsync();
        var name = server.Simulator.Tasks.All[0].DisplayName;
        Assert.Matches(TaskName(), name);

        Assert.Equal("""{"PxgRetVal":["195"]}""", await server.Client.TextAsync("Tasks.GetAllTasksOfHost", new { strDomainName = "", strHostName = host }));
        Assert.Equal(
            """{"PxgRetVal":{"DisplayName":"<name>","PRTS_TASK_CREATION_DATE":{"type":"datetime","value":"2025-03-01T10:15:00Z"},"TASKID_PRODUCT_NAME":"kes","TASKID_VERSION":"12.9.0.0","TASK_NAME":"isolateHost","TASK_UNIQUE_ID":"195"}}""".Replace("<name>", name, StringComparison.Ordinal),
            await server.Client.TextAsync("Tasks.GetTask", new { strTask = "195" }));
        Assert.Equal(Statistics("1", 0), await server.Client.TextAsync("Tasks.GetTaskStatistics", new { strTask = "195" }));

        server.Time.Advance(TimeSpan.FromMilliseconds(200));
        Assert.Equal(Statistics("32", 0), await server.Client.TextAsync("Tasks.GetTaskStatistics", new { strTask = "195" }));
        server.Time.Advance(TimeSpan.FromMilliseconds(200) + TimeSpan.FromSeconds(1));
        Assert.Equal(Statistics("2", 25), await server.Client.TextAsync("Tasks.GetTaskStatistics", new { strTask = "195" }));
        server.RunTasks();
        Assert.Equal(Statistics("4", 100), await server.Client.TextAsync("Tasks.GetTaskStatistics", new { strTask = "195" }));

        var iterator = await server.Client.CallAsync("Tasks.ResetHostIteratorForTaskStatusEx", new
        {
            strTask = "195",
            pFields2Return = new[] { "hostname", "hostdn", "state_code", "state_descr", "start_time", "finish_time", "completed_percent", "try_count" },
            pFields2Order = new[] { Sort("hostname") },
            nHostStateMask = 127,
            nLifetime = 300,
        });
        var strHostIteratorId = iterator.GetProperty("strHostIteratorId").GetString();
        Assert.Equal("""{"PxgRetVal":1}""", await server.Client.TextAsync("Tasks.GetHostStatusRecordsCount", new { strHostIteratorId }));
        Assert.Equal(
            """{"pParHostStatus":{"statuses":[{"type":"params","value":{"completed_percent":100,"finish_time":{"type":"datetime","value":"2025-03-01T10:15:04Z"},"hostdn":"HOST-0001","hostname":"<host>","start_time":{"type":"datetime","value":"2025-03-01T10:15:00Z"},"state_code":4,"state_descr":"","try_count":1}}]},"PxgRetVal":1}""".Replace("<host>", host, StringComparison.Ordinal),
            await server.Client.TextAsync("Tasks.GetHostStatusRecordRange", new { strHostIteratorId, nStart = 0, nEnd = 0 }));
        Assert.Equal("{}", await server.Client.TextAsync("Tasks.ReleaseHostStatusIterator", new { strHostIteratorId }));
    }

    [Fact]
    public async Task Section62_Enumeration()
    {
        await using var server = await TestServer.StartAsync();
        var name = (await server.CreateTaskAsync()).DisplayName;
        var reset = await server.Client.CallAsync("Tasks.ResetTasksIterator", """
            {"nGroupId":0,"bGroupIdSignificant":false,"strProductName":null,"strVersion":null,"strComponentName":null,"strInstanceId":null,"strTaskName":null,"bIncludeSupergroups":true}
            """);
        var strTaskIteratorId = reset.GetProperty("strTaskIteratorId").GetString();
        Assert.Equal(
            """{"pTaskData":{"TASKID_COMPONENT_NAME":"EdrResponse","TASKID_PRODUCT_NAME":"kes","TASKID_VERSION":"12.9.0.0","TASK_ADDITIONAL_PARAMS":{"type":"params","value":{}},"TASK_INFO_PARAMS":{"type":"params","value":{"DisplayName":"<name>","PRTS_TASK_CREATION_DATE":{"type":"datetime","value":"2025-03-01T10:15:00Z"}}},"TASK_NAME":"isolateHost","TASK_UNIQUE_ID":"195"}}""".Replace("<name>", name, StringComparison.Ordinal),
            await server.Client.TextAsync("Tasks.GetNextTask", new { strTaskIteratorId }));
        Assert.Equal("""{"pTaskData":{}}""", await server.Client.TextAsync("Tasks.GetNextTask", new { strTaskIteratorId }));
        Assert.Equal("{}", await server.Client.TextAsync("Tasks.ReleaseTasksIterator", new { strTaskIteratorId }));
    }

    [Fact]
    public async Task Section66_History()
    {
        await using var server = await TestServer.StartAsync();
        await server.CreateTaskAsync();
        server.RunTasks();
        var reset = await server.Client.CallAsync("Tasks.GetTaskHistory", new
        {
            strTask = "195",
            pFields2Return = new[] { "event_type", "task_new_state", "event_db_id", "rise_time", "hostname" },
            pSortFields = new[] { Sort("event_db_id", ascending: false) },
            strHostName = "",
            pFilter = new { event_type = "KLPRCI_TaskState" },
        });
        var strIteratorId = reset.GetProperty("strIteratorId").GetString();
        Assert.Equal("""{"PxgRetVal":2}""", await server.Client.TextAsync("EventProcessing.GetRecordCount", new { strIteratorId }));
        Assert.Equal(
            """{"pParamsEvents":{"KLEVP_EVENT_RANGE_ARRAY":[{"type":"params","value":{"event_db_id":{"type":"long","value":90815},"event_type":"KLPRCI_TaskState","hostname":"<hostid>","rise_time":{"type":"datetime","value":"2025-03-01T10:15:01Z"},"task_new_state":4}}]}}""".Replace("<hostid>", server.HostId, StringComparison.Ordinal),
            await server.Client.TextAsync("EventProcessing.GetRecordRange", new { strIteratorId, nStart = 0, nEnd = 0 }));
        Assert.Equal("{}", await server.Client.TextAsync("EventProcessing.ReleaseIterator", new { strIteratorId }));
    }

    [Fact]
    public async Task Section71_Subscription()
    {
        await using var server = await TestServer.StartAsync(o => o.EventPollPeriod = TimeSpan.FromSeconds(10));
        Assert.Equal("""{"nPeriod":10000,"PxgRetVal":1}""", await server.Client.TextAsync("ConEvents.Subscribe", """{"wstrEvent":"KLSRV_EV_INCIDENT_ADDED","pFilter":{}}"""));
        await server.AddIncidentAsync();
        Assert.Equal(
            """{"nPeriod":10000,"pEvents":[{"type":"params","value":{"KLSRV_CON_EVENT_BIRTH_TIME":{"type":"datetime","value":"2025-03-01T10:15:00Z"},"KLSRV_CON_EVENT_LIFE_TIME":3600,"KLSRV_CON_EVENT_PARAMS":{"type":"params","value":{"KLINCDT_ID":1057,"KLINCDT_SEVERITY":2}},"KLSRV_CON_EVENT_TYPE":"KLSRV_EV_INCIDENT_ADDED"}}],"PxgRetVal":true}""",
            await server.Client.TextAsync("ConEvents.Retrieve"));
        Assert.Equal("{}", await server.Client.TextAsync("ConEvents.UnSubscribe", new { nSubsId = 1 }));
    }

    [Fact]
    public async Task Section8_ServerInformation()
    {
        await using var server = await TestServer.StartAsync();
        Assert.Equal(
            """{"PxgRetVal":{"KLADMSRV_PRODUCT_FULL_VERSION":"15.2.0.0","KLADMSRV_PRODUCT_NAME":"1093 SIMULATOR","KLADMSRV_SERVER_VERSION_ID":983552}}""",
            await server.Client.TextAsync("HostGroup.GetStaticInfo", """{"pValues":["KLADMSRV_PRODUCT_FULL_VERSION","KLADMSRV_SERVER_VERSION_ID","KLADMSRV_PRODUCT_NAME"]}"""));
        Assert.Equal(
            """{"PxgRetVal":{"KLADMSRV_SSS_ID":"SIMULATOR","KLADMSRV_SSS_PORT":13000}}""",
            await server.Client.TextAsync("HostGroup.GetRunTimeInfo", """{"pValues":["KLADMSRV_SSS_PORT","KLADMSRV_SSS_ID"]}"""));
        Assert.Equal("""{"PxgRetVal":true}""", await server.Client.TextAsync("ConEvents.IsAnyServiceConsoleAvailable"));
        server.Simulator.ServiceConsoleAvailable = false;
        Assert.Equal("""{"PxgRetVal":false}""", await server.Client.TextAsync("ConEvents.IsServiceConsoleAvailable", """{"wstrProdName":"KES","wstrProdVersion":"12"}"""));
    }

    private static object Sort(string name, bool ascending = true) => new { type = "params", value = new { Name = name, Asc = ascending } };

    private static string Statistics(string state, int percent)
    {
        var counts = new[] { "1", "16", "2", "32", "4", "64", "8" }.Select(key => $"\"{key}\":{(key == state ? 1 : 0)}");
        return "{\"PxgRetVal\":{" + string.Join(',', counts) + $",\"GNRL_COMPLETED_PERCENT\":{percent},\"KLTSK_NEED_RBT_CNT\":0}}}}";
    }

    [GeneratedRegex(@"^\[Response\]\[KUMA\] isolateHost - 2025-03-01 10:15:00 - [0-9a-f]{8}$", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex TaskName();
}
