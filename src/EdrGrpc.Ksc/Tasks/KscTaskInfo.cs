namespace EdrGrpc.Ksc;

/// <summary>A task of the server (ksc-openapi.md 6.2, 6.3). Texts that KSC does not send are empty.</summary>
/// <param name="Id">Server id, decimal text.</param>
/// <param name="DisplayName">At most 100 characters, for example "[Response][KUMA] isolateHost - ...".</param>
/// <param name="CreatedUtc">Creation time; may be absent in enumerations, read it with GetTask then.</param>
/// <param name="TypeName">TASK_NAME.</param>
/// <param name="Product">TASKID_PRODUCT_NAME.</param>
/// <param name="ProductVersion">TASKID_VERSION.</param>
public sealed record KscTaskInfo(string Id, string DisplayName, DateTimeOffset? CreatedUtc, string TypeName, string Product, string ProductVersion)
{
    internal static KscTaskInfo Read(string id, KlParams data)
    {
        // Flat in GetTask, inside TASK_INFO_PARAMS in enumerations.
        var info = data.FindParams("TASK_INFO_PARAMS") ?? data;
        return new(
            id,
            data.FindString("DisplayName") ?? info.FindString("DisplayName") ?? "",
            data.FindDateTime("PRTS_TASK_CREATION_DATE") ?? info.FindDateTime("PRTS_TASK_CREATION_DATE"),
            data.FindString("TASK_NAME") ?? "",
            data.FindString("TASKID_PRODUCT_NAME") ?? "",
            data.FindString("TASKID_VERSION") ?? "");
    }
}
