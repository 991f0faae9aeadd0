namespace EdrGrpc.Ksc.Simulator;

/// <summary>Host searches of the class HostGroup (ksc-openapi.md section 5.3).</summary>
internal static class HostMethods
{
    public static void Register(MethodTable table)
    {
        table.Add("HostGroup.FindHosts", "wstrFilter vecFieldsToReturn vecFieldsToOrder pParams lMaxLifeTime", FindHosts);
        table.Add("HostGroup.GetHostInfo", "strHostName pFields2Return", GetHostInfo);
        table.Add("HostGroup.GetHostTasks", "strHostName", call => Reply.Of(Host(call).Id));
        table.Add("HostGroup.GetHostProducts", "strHostName", GetHostProducts);
        table.Add("HostGroup.GroupIdGroups", "", _ => Reply.Of(HostGroups.Root));
        table.Add("HostGroup.GroupIdUnassigned", "", _ => Reply.Of(HostGroups.Unassigned));
        table.Add("HostGroup.GroupIdSuper", "", _ => Reply.Of(HostGroups.Super));
    }

    private static Reply FindHosts(ApiCall call)
    {
        var arguments = call.Arguments;
        var filter = FilterParser.Parse(arguments.Text("wstrFilter"));
        var query = NewQuery(call);
        var fields = query.Fields(arguments.Texts("vecFieldsToReturn"));
        var order = arguments.Order("vecFieldsToOrder");
        arguments.OptionalParams("pParams");
        var life = arguments.Int("lMaxLifeTime");
        var rows = query.Rows(call.State.Hosts.Candidates(filter), filter, order);
        var id = call.State.Handles.Open(call, HandleKind.Accessor, life, rows.Count, i => Query<SimulatedHost>.Project(rows[i], fields));
        return Reply.Of(rows.Count).Out("strAccessor", id);
    }

    private static Reply GetHostInfo(ApiCall call)
    {
        var fields = NewQuery(call).Fields(call.Arguments.Texts("pFields2Return"));
        return Reply.Of(Query<SimulatedHost>.Project(Host(call), fields));
    }

    private static Reply GetHostProducts(ApiCall call)
    {
        var host = Host(call);
        var products = new WireParams();
        Put(products, "1103", host.AgentVersion, "Kaspersky Network Agent (SIMULATOR)");
        Put(products, "kes", host.KesVersion, "Kaspersky Endpoint Security for Windows (SIMULATOR)");
        return Reply.Of(products);
    }

    private static void Put(WireParams products, string product, string? version, string name)
    {
        if (version is not null)
        {
            products[product] = new WireParams { [version] = new WireParams { ["DisplayName"] = name, ["ProdVersion"] = version } };
        }
    }

    private static Query<SimulatedHost> NewQuery(ApiCall call) =>
        new(call.State.Hosts.Attributes, call.State.Clock.ServerNow, call.Arguments.Strict);

    private static SimulatedHost Host(ApiCall call)
    {
        var id = call.Arguments.Text("strHostName");
        return call.State.Hosts.Find(id) ?? throw PxgErrors.NotFound("Host", id);
    }
}
