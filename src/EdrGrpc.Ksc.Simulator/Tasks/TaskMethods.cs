namespace EdrGrpc.Ksc.Simulator;

/// <summary>Enumeration and data of tasks (ksc-openapi.md sections 6.1 to 6.3).</summary>
internal static class TaskMethods
{
    /// <summary>Group of tasks that are set for a host.</summary>
    private const int NoGroup = -1;

    private const string IteratorArguments =
        "nGroupId bGroupIdSignificant strProductName strVersion strComponentName strInstanceId strTaskName bIncludeSupergroups";

    public static void Register(MethodTable table)
    {
        table.Add("Tasks.ResetTasksIterator", IteratorArguments, ResetTasksIterator);
        table.Add("Tasks.GetNextTask", "strTaskIteratorId", GetNextTask);
        table.Add("Tasks.ReleaseTasksIterator", "strTaskIteratorId", call =>
            call.State.Handles.Release(call, HandleKind.TasksIterator, call.Arguments.Text("strTaskIteratorId")));
        table.Add("Tasks.GetTask", "strTask", call => Reply.Of(TaskContainers.Flat(Task(call, "strTask"))));
        table.Add("Tasks.GetTaskData", "strTask", call => Reply.Of(TaskContainers.Settings(Task(call, "strTask"))));
        table.Add("Tasks.GetAllTasksOfHost", "strDomainName strHostName", GetAllTasksOfHost);
        table.Add("Tasks.GetTaskGroup", "strTaskId", call =>
        {
            Task(call, "strTaskId");
            return Reply.Of(NoGroup);
        });
        table.Add("Tasks.ResolveTaskId", "strPrtsTaskId", call =>
            Reply.Of(call.State.Tasks.Resolve(call.Arguments.Text("strPrtsTaskId")).Id.ToString()));
    }

    public static StoredTask Task(ApiCall call, string argument) => call.State.Tasks.Get(call.Arguments.Text(argument));

    private static Reply ResetTasksIterator(ApiCall call)
    {
        var arguments = call.Arguments;
        var group = arguments.OptionalInt("nGroupId") ?? 0;
        arguments.Bool("bIncludeSupergroups");
        var tasks = arguments.Bool("bGroupIdSignificant") && group != NoGroup
            ? []
            : call.State.Tasks.All.Where(task => Selected(arguments, task)).ToList();
        var id = call.State.Handles.Open(call, HandleKind.TasksIterator, null, tasks.Count, i => tasks[i].Deleted ? null : TaskContainers.Nested(tasks[i]));
        return Reply.Void().Out("strTaskIteratorId", id);
    }

    /// <summary>Null members do not filter.</summary>
    public static bool Selected(CallArguments arguments, StoredTask task) =>
        arguments.OptionalText("strInstanceId") is null or ""
        && Same(arguments, "strProductName", TaskContainers.Product)
        && Same(arguments, "strVersion", TaskContainers.ProductVersion)
        && Same(arguments, "strComponentName", TaskContainers.Component)
        && Same(arguments, "strTaskName", task.TypeName);

    private static bool Same(CallArguments arguments, string name, string value) =>
        arguments.OptionalText(name) is not { } wanted || wanted == value;

    private static Reply GetNextTask(ApiCall call)
    {
        var handle = call.State.Handles.Get(call, HandleKind.TasksIterator, call.Arguments.Text("strTaskIteratorId"));
        while (handle.Position < handle.Count)
        {
            // Tasks deleted since the reset are passed over.
            if (handle.RowAt(handle.Position++) is { } row)
            {
                return Reply.Void().Out("pTaskData", row);
            }
        }

        return Reply.Void().Out("pTaskData", new WireParams());
    }

    private static Reply GetAllTasksOfHost(ApiCall call)
    {
        call.Arguments.OptionalText("strDomainName");
        var id = call.Arguments.Text("strHostName");
        var host = call.State.Hosts.Find(id) ?? throw PxgErrors.NotFound("Host", id);
        return Reply.Of(call.State.Tasks.OfHost(host.Id).Select(task => (object?)task.Id.ToString()).ToArray());
    }
}
