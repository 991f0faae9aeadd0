namespace EdrGrpc.Ksc.Simulator;

/// <summary>Incidents of the class HostGroup (ksc-openapi.md section 4).</summary>
internal static class IncidentMethods
{
    private static readonly string[] Addable =
        ["KLINCDT_SEVERITY", "KLINCDT_ADDED", "KLINCDT_BODY", "KLINCDT_IS_HANDLED", "KLHST_WKS_HOSTNAME", "KLHSTUSER_ID"];

    private static readonly string[] Updatable =
        ["KLINCDT_SEVERITY", "KLINCDT_ADDED", "KLINCDT_BODY", "KLINCDT_IS_HANDLED", "KLHST_WKS_HOSTNAME"];

    public static void Register(MethodTable table)
    {
        table.Add("HostGroup.AddIncident", "pData", AddIncident);
        table.Add("HostGroup.UpdateIncident", "nId pData", UpdateIncident);
        table.Add("HostGroup.DeleteIncident", "nId", DeleteIncident);
        table.Add("HostGroup.FindIncidents", "strFilter pFieldsToReturn pFieldsToOrder lMaxLifeTime", FindIncidents);
    }

    private static Reply AddIncident(ApiCall call)
    {
        var data = new IncidentData(call.Arguments.Params("pData"), Addable, call.Arguments.Strict);
        var severity = data.Severity ?? throw IncidentData.Missing("KLINCDT_SEVERITY");
        var added = data.Added ?? throw IncidentData.Missing("KLINCDT_ADDED");
        var body = data.Body ?? throw IncidentData.Missing("KLINCDT_BODY");
        var hostId = data.HostId ?? throw IncidentData.Missing("KLHST_WKS_HOSTNAME");
        var host = call.State.Hosts.Find(hostId) ?? throw PxgErrors.NotFound("Host", hostId);
        var incident = call.State.Incidents.Add(host, added, body, severity, data.IsHandled ?? false, data.UserId, foreign: false);
        return Reply.Of(incident.Id);
    }

    private static Reply UpdateIncident(ApiCall call)
    {
        var incident = call.State.Incidents.Get(call.Arguments.Int("nId"));
        var data = new IncidentData(call.Arguments.Params("pData"), Updatable, call.Arguments.Strict);

        // Every value is read before the first is stored: a refused call must change nothing.
        var (severity, added, body, handled, host) = (data.Severity, data.Added, data.Body, data.IsHandled, data.HostId);
        if (host is not null && !string.Equals(host, incident.Host.Id, StringComparison.OrdinalIgnoreCase))
        {
            throw PxgErrors.BadParameter("KLHST_WKS_HOSTNAME of an incident cannot change");
        }

        incident.Severity = severity ?? incident.Severity;
        incident.Added = added ?? incident.Added;
        incident.Body = body ?? incident.Body;
        incident.IsHandled = handled ?? incident.IsHandled;
        call.State.Incidents.Updated(incident);
        return Reply.Void();
    }

    private static Reply DeleteIncident(ApiCall call)
    {
        call.State.Incidents.Delete(call.Arguments.Int("nId"));
        return Reply.Void();
    }

    private static Reply FindIncidents(ApiCall call)
    {
        var arguments = call.Arguments;
        var filter = FilterParser.Parse(arguments.Text("strFilter"));
        var query = new Query<StoredIncident>(StoredIncidentAttributes.Table, call.State.Clock.ServerNow, arguments.Strict);
        var fields = query.Fields(arguments.Texts("pFieldsToReturn"));
        var order = arguments.Order("pFieldsToOrder");
        var life = arguments.Int("lMaxLifeTime");
        var rows = query.Rows(call.State.Incidents.Candidates(filter), filter, order);
        var id = call.State.Handles.Open(call, HandleKind.Accessor, life, rows.Count, i => Query<StoredIncident>.Project(rows[i], fields));
        return Reply.Of(rows.Count).Out("strAccessor", id);
    }
}
