namespace EdrGrpc.Ksc.Simulator;

/// <summary>Statistics and per-host state (ksc-openapi.md sections 6.4 and 6.5).</summary>
internal static class TaskStatusMethods
{
    private const string StatusArguments = "strTask pFields2Return nHostStateMask nLifetime";

    public static void Register(MethodTable table)
    {
        table.Add("Tasks.GetTaskStatistics", "strTask", GetTaskStatistics);
        table.Add("Tasks.ResetHostIteratorForTaskStatus", StatusArguments, call => Reset(call, []));
        table.Add("Tasks.ResetHostIteratorForTaskStatusEx", StatusArguments + " pFields2Order", call => Reset(call, call.Arguments.Order("pFields2Order")));
        table.Add("Tasks.GetHostStatusRecordsCount", "strHostIteratorId", call => Reply.Of(Iterator(call).Count));
        table.Add("Tasks.GetHostStatusRecordRange", "strHostIteratorId nStart nEnd", GetHostStatusRecordRange);
        table.Add("Tasks.GetNextHostStatus", "strHostIteratorId nCount", GetNextHostStatus);
        table.Add("Tasks.ReleaseHostStatusIterator", "strHostIteratorId", call =>
            call.State.Handles.Release(call, HandleKind.HostStatusIterator, call.Arguments.Text("strHostIteratorId")));
    }

    private static Reply GetTaskStatistics(ApiCall call)
    {
        var task = TaskMethods.Task(call, "strTask");
        var result = new WireParams();
        for (var bit = 1; bit <= (int)SimulatedTaskState.Paused; bit <<= 1)
        {
            result[bit.ToString()] = (int)task.State == bit ? 1 : 0;
        }

        result["GNRL_COMPLETED_PERCENT"] = call.State.Tasks.Snapshot(task).Percent;
        result["KLTSK_NEED_RBT_CNT"] = 0;
        return Reply.Of(result);
    }

    /// <summary>One task has one host here, so there is at most one row, with its values at the time of the reset.</summary>
    private static Reply Reset(ApiCall call, IReadOnlyList<SortItem> order)
    {
        var arguments = call.Arguments;
        var task = TaskMethods.Task(call, "strTask");
        var row = new HostTaskStatus(task, call.State.Tasks.Snapshot(task), call.State.Options.EmptyDateTimes);
        var query = new Query<HostTaskStatus>(HostTaskStatus.Attributes, call.State.Clock.ServerNow, arguments.Strict);
        var fields = query.Fields(arguments.Texts("pFields2Return"));
        var selected = (arguments.Int("nHostStateMask") & (int)task.State) != 0;
        var rows = query.Rows(selected ? [row] : [], null, order).ConvertAll(item => Query<HostTaskStatus>.Project(item, fields));
        var id = call.State.Handles.Open(call, HandleKind.HostStatusIterator, arguments.Int("nLifetime"), rows.Count, i => rows[i]);
        return Reply.Void().Out("strHostIteratorId", id);
    }

    private static Reply GetHostStatusRecordRange(ApiCall call)
    {
        var rows = Iterator(call).Range(call.Arguments.Int("nStart"), call.Arguments.Int("nEnd"));
        return Reply.Of(rows.Length).Out("pParHostStatus", new WireParams { ["statuses"] = rows });
    }

    private static Reply GetNextHostStatus(ApiCall call)
    {
        var iterator = Iterator(call);
        var rows = iterator.Range(iterator.Position, iterator.Position + call.Arguments.Int("nCount") - 1);
        iterator.Position += rows.Length;
        return Reply.Of(rows.Length > 0).Out("nActual", rows.Length).Out("pHostStatus", new WireParams { ["statuses"] = rows });
    }

    private static Handle Iterator(ApiCall call) =>
        call.State.Handles.Get(call, HandleKind.HostStatusIterator, call.Arguments.Text("strHostIteratorId"));
}
