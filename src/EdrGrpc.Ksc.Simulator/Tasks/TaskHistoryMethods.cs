namespace EdrGrpc.Ksc.Simulator;

/// <summary>Tasks.GetTaskHistory (ksc-openapi.md section 6.6).</summary>
internal static class TaskHistoryMethods
{
    public static void Register(MethodTable table) =>
        table.Add("Tasks.GetTaskHistory", "strTask pFields2Return pSortFields strHostName pFilter", GetTaskHistory);

    private static Reply GetTaskHistory(ApiCall call)
    {
        var arguments = call.Arguments;
        var task = TaskMethods.Task(call, "strTask");
        var host = arguments.OptionalText("strHostName");
        var query = new Query<StoredEvent>(StoredEvent.Attributes, call.State.Clock.ServerNow, arguments.Strict);
        var fields = query.Fields(arguments.Texts("pFields2Return"));
        var filter = EqualityFilter.Read(arguments.OptionalParams("pFilter"), arguments.Strict);
        var events = task.Events.Where(e => host is null or "" || string.Equals(e.Host.Id, host, StringComparison.OrdinalIgnoreCase));
        var rows = query.Rows(events.Where(filter), null, arguments.Order("pSortFields")).ConvertAll(e => Query<StoredEvent>.Project(e, fields));
        var id = call.State.Handles.Open(call, HandleKind.EventIterator, null, rows.Count, i => rows[i]);
        return Reply.Void().Out("strIteratorId", id);
    }
}
