namespace EdrGrpc.Ksc.Simulator;

/// <summary>SrvView.* for the view of stored events (ksc-openapi.md section 7.2).</summary>
internal static class SrvViewMethods
{
    private const string EventsView = "EventsSrvViewName";

    public static void Register(MethodTable table)
    {
        table.Add("SrvView.ResetIterator", "wstrViewName wstrFilter vecFieldsToReturn vecFieldsToOrder pParams lifetimeSec", ResetIterator);
        table.Add("SrvView.GetRecordCount", "wstrIteratorId", call => Reply.Of(Iterator(call).Count));
        table.Add("SrvView.GetRecordRange", "wstrIteratorId nStart nEnd", call => Reply.Void().Out("pRecords", new WireParams
        {
            ["KLCSP_ITERATOR_ARRAY"] = Iterator(call).Range(call.Arguments.Int("nStart"), call.Arguments.Int("nEnd")),
        }));
        table.Add("SrvView.ReleaseIterator", "wstrIteratorId", call =>
            call.State.Handles.Release(call, HandleKind.SrvViewIterator, call.Arguments.Text("wstrIteratorId")));
    }

    private static Reply ResetIterator(ApiCall call)
    {
        var arguments = call.Arguments;
        var view = arguments.Text("wstrViewName");
        if (view != EventsView)
        {
            throw PxgErrors.NotFound("View", view);
        }

        var query = new Query<StoredEvent>(StoredEvent.Attributes, call.State.Clock.ServerNow, arguments.Strict);
        var filter = FilterParser.Parse(arguments.Text("wstrFilter"));
        var fields = query.Fields(arguments.Texts("vecFieldsToReturn"));
        var rows = query.Rows(call.State.Events.All, filter, arguments.Order("vecFieldsToOrder"));
        if (arguments.OptionalParams("pParams")?.GetValueOrDefault("TOP_N") is int top && top < rows.Count)
        {
            rows.RemoveRange(top, rows.Count - top);
        }

        var id = call.State.Handles.Open(
            call, HandleKind.SrvViewIterator, arguments.Int("lifetimeSec"), rows.Count, i => Query<StoredEvent>.Project(rows[i], fields));
        return Reply.Void().Out("wstrIteratorId", id);
    }

    private static Handle Iterator(ApiCall call) =>
        call.State.Handles.Get(call, HandleKind.SrvViewIterator, call.Arguments.Text("wstrIteratorId"));
}
