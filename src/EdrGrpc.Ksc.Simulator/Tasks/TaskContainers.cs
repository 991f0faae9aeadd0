namespace EdrGrpc.Ksc.Simulator;

/// <summary>The containers that describe a task: flat for GetTask, nested for iterators and GetTaskData.</summary>
internal static class TaskContainers
{
    public const string Product = "kes";
    public const string ProductVersion = "12.9.0.0";
    public const string Component = "EdrResponse";

    public static WireParams Flat(StoredTask task) => Common(task)
        .Put("DisplayName", task.DisplayName)
        .Put("PRTS_TASK_CREATION_DATE", task.Created);

    /// <summary>PRTS_TASK_GROUPID is absent: the tasks are set for a host, not for a group.</summary>
    public static WireParams Nested(StoredTask task) => Common(task)
        .Put("TASKID_COMPONENT_NAME", Component)
        .Put("TASK_ADDITIONAL_PARAMS", new WireParams())
        .Put("TASK_INFO_PARAMS", new WireParams { ["DisplayName"] = task.DisplayName, ["PRTS_TASK_CREATION_DATE"] = task.Created });

    public static WireParams Settings(StoredTask task) => Nested(task)
        .Put("TASKSCH_TYPE", 0)
        .Put("TASK_DEL_AFTER_RUN_FLAG", false)
        .Put("TASK_ADDITIONAL_PARAMS", new WireParams { ["KLPRCI_TASK_INVISIBLE"] = false });

    private static WireParams Common(StoredTask task) => new()
    {
        ["TASK_UNIQUE_ID"] = task.Id.ToString(),
        ["TASK_NAME"] = task.TypeName,
        ["TASKID_PRODUCT_NAME"] = Product,
        ["TASKID_VERSION"] = ProductVersion,
    };
}
