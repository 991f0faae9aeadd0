namespace EdrGrpc.Ksc.Simulator;

/// <summary>EventProcessing.*: reads the iterators of GetTaskHistory.</summary>
internal static class EventProcessingMethods
{
    public static void Register(MethodTable table)
    {
        table.Add("EventProcessing.GetRecordCount", "strIteratorId", call => Reply.Of(Iterator(call).Count));
        table.Add("EventProcessing.GetRecordRange", "strIteratorId nStart nEnd", call => Reply.Void().Out("pParamsEvents", new WireParams
        {
            ["KLEVP_EVENT_RANGE_ARRAY"] = Iterator(call).Range(call.Arguments.Int("nStart"), call.Arguments.Int("nEnd")),
        }));
        table.Add("EventProcessing.ReleaseIterator", "strIteratorId", call =>
            call.State.Handles.Release(call, HandleKind.EventIterator, call.Arguments.Text("strIteratorId")));
    }

    private static Handle Iterator(ApiCall call) =>
        call.State.Handles.Get(call, HandleKind.EventIterator, call.Arguments.Text("strIteratorId"));
}
