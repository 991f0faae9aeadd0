using EdrGrpc.Contract.V1;
using EdrGrpc.Submissions.Actions;
using IocScan = EdrGrpc.Contract.V1.IocScan;
using ScanObject = EdrGrpc.Contract.V1.ScanObject;
using ScanObjectType = EdrGrpc.Contract.V1.ScanObjectType;

namespace EdrGrpc.Server.Validation;

/// <summary>IOC scan and malware scan.</summary>
internal static class ScanTaskValidator
{
    private const int MaxObjects = 64;

    public static void Validate(IocScan task, ViolationList violations)
    {
        if (task.IocArchive.IsEmpty)
        {
            violations.Add("ioc_archive", "Must be set to the ZIP archive itself.");
            return;
        }

        if (task.IocArchive.Length > IocArchiveInspector.MaxArchiveBytes)
        {
            violations.Add("ioc_archive", "Must be at most 3 MiB.");
            return;
        }

        foreach (var problem in violations.Archives.Inspect(task))
        {
            violations.Add("ioc_archive", problem);
        }
    }

    public static void Validate(OnDemandScan task, ViolationList violations)
    {
        var objects = task.Objects;
        if (objects.Count is 0 or > MaxObjects)
        {
            violations.Add("objects", "Must hold 1 to 64 objects.");
        }

        var enabled = false;
        for (var i = 0; i < objects.Count; i++)
        {
            enabled |= objects[i].Enabled;
            violations.Enter("objects", i);
            Validate(objects[i], violations);
            violations.Leave();
        }

        if (objects.Count > 0 && !enabled)
        {
            violations.Add("objects", "At least one object must be enabled.");
        }
    }

    private static void Validate(ScanObject item, ViolationList violations)
    {
        if (item.Path.Length > 0 != (item.Type == ScanObjectType.Folder))
        {
            violations.Add("path", "Must be set for SCAN_OBJECT_TYPE_FOLDER and empty for every other type.");
        }

        PathRules.Text(violations, "path", item.Path);
        if ((int)item.Type is not ((>= 14 and <= 18) or (>= 22 and <= 25)))
        {
            violations.Add("type", "Must be one of the values of ScanObjectType.");
        }
    }
}
