namespace EdrGrpc.Ksc.Simulator;

/// <summary>The class HostTasks, as far as clients need it to find a task (ksc-openapi.md section 6.7).</summary>
internal static class HostTasksMethods
{
    public static void Register(MethodTable table)
    {
        table.Add("HostTasks.ResetTasksIterator", "strSrvObjId strProductName strVersion strComponentName strInstanceId strTaskName", Reset);
        table.Add("HostTasks.GetNextTask", "strSrvObjId", GetNextTask);
        table.Add("HostTasks.GetTaskData", "strSrvObjId strTask", call =>
        {
            Host(call);
            return Reply.Of(TaskContainers.Settings(TaskMethods.Task(call, "strTask")));
        });
    }

    private static Reply Reset(ApiCall call)
    {
        var host = Host(call);
        var tasks = call.State.Tasks.OfHost(host.Id).Where(task => TaskMethods.Selected(call.Arguments, task));
        call.Session.HostTasks[host.Id] = new Queue<StoredTask>(tasks);
        return Reply.Void();
    }

    private static Reply GetNextTask(ApiCall call)
    {
        if (!call.Session.HostTasks.TryGetValue(Host(call).Id, out var queue))
        {
            throw PxgErrors.NotFound("HostTasks iterator of", call.Arguments.Text("strSrvObjId"));
        }

        return Reply.Void().Out("pTaskData", queue.TryDequeue(out var task) ? TaskContainers.Nested(task) : new WireParams());
    }

    /// <summary>The server object id that HostGroup.GetHostTasks gives is the host id here; clients must not build on that.</summary>
    private static SimulatedHost Host(ApiCall call)
    {
        var id = call.Arguments.Text("strSrvObjId");
        return call.State.Hosts.Find(id) ?? throw PxgErrors.NotFound("Server object", id);
    }
}
