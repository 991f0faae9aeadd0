using EdrGrpc.Server.Mapping;
using EdrGrpc.Submissions.Actions;
using EdrGrpc.Tests.Validation;
using Xunit;
using V1 = EdrGrpc.Contract.V1;

namespace EdrGrpc.Tests.Mapping;

public sealed class ActionMappingTests
{
    private static readonly IocArchive Archive = new() { Sha256 = "x", FileNames = [], Bytes = new byte[] { 1 } };

    [Fact]
    public void EveryTask_IsMapped_AndItsNamesAgree()
    {
        var kinds = new List<TaskKind>();
        foreach (var action in Requests.Actions())
        {
            var task = ActionMapping.ToTask(action, Archive);
            Assert.Equal(ActionMapping.ToKind(action), task.Kind);
            Assert.Equal(V1.ResponseAction.Descriptor.FindFieldByNumber((int)action.TaskCase).Name, task.Kind.Field());
            kinds.Add(task.Kind);
        }

        Assert.Equal(Enum.GetValues<TaskKind>(), kinds.Order());
    }

    [Fact]
    public void Files_KeepEveryField()
    {
        Assert.Equal(
            new GetFileTask("m", "s", "p"), Map(a => a.GetFile = new V1.GetFile { Md5Hash = "m", Sha256Hash = "s", Path = "p" }));
        Assert.Equal(
            new DeleteFileTask("m", "s", "p", null), Map(a => a.DeleteFile = new V1.DeleteFile { Md5Hash = "m", Sha256Hash = "s", Path = "p" }));
        Assert.Equal(
            new DeleteFileTask("", "", "p", false), Map(a => a.DeleteFile = new V1.DeleteFile { Path = "p", SearchInSubfolders = false }));
        Assert.Equal(
            new DeleteFileTask("", "", "p", true), Map(a => a.DeleteFile = new V1.DeleteFile { Path = "p", SearchInSubfolders = true }));
        Assert.Equal(
            new QuarantineFileTask("m", "s", "p"), Map(a => a.QuarantineFile = new V1.QuarantineFile { Md5Hash = "m", Sha256Hash = "s", Path = "p" }));
        Assert.Equal(
            new TerminateProcessTask("m", "s", "p", true),
            Map(a => a.TerminateProcess = new V1.TerminateProcess { Md5Hash = "m", Sha256Hash = "s", Path = "p", CaseSensitive = true }));
        Assert.Equal(
            new PreventExecutionTask("h", "p", true), Map(a => a.PreventExecution = new V1.PreventExecution { Hash = "h", Path = "p", CaseSensitive = true }));
    }

    [Fact]
    public void OptionalTexts_AreNullOnlyWhenUnset()
    {
        Assert.Equal(new StartProcessTask("e", null, null), Map(a => a.StartProcess = new V1.StartProcess { ExecutablePath = "e" }));
        Assert.Equal(
            new StartProcessTask("e", "", ""), Map(a => a.StartProcess = new V1.StartProcess { ExecutablePath = "e", Arguments = "", WorkingFolder = "" }));
        Assert.Equal(
            new StartProcessTask("e", "a", "w"), Map(a => a.StartProcess = new V1.StartProcess { ExecutablePath = "e", Arguments = "a", WorkingFolder = "w" }));
    }

    [Fact]
    public void IocScan_TakesTheInspectedArchive()
    {
        Assert.Equal(new IocScanTask(Archive, true, false, false), Map(a => a.IocScan = new V1.IocScan { IsolateHost = true }));
        Assert.Equal(new IocScanTask(Archive, false, true, false), Map(a => a.IocScan = new V1.IocScan { ScanCriticalAreas = true }));
        Assert.Equal(new IocScanTask(Archive, false, false, true), Map(a => a.IocScan = new V1.IocScan { QuarantineObject = true }));
        Assert.Throws<ArgumentNullException>(() => ActionMapping.ToTask(new V1.ResponseAction { IocScan = new V1.IocScan() }, null));
    }

    [Fact]
    public void Isolation_IsMappedByName_AndUnspecifiedNeverBecomesOff()
    {
        Assert.Equal(new IsolateHostTask(true), Map(a => a.IsolateHost = new V1.IsolateHost { Action = V1.IsolationAction.Enable }));
        Assert.Equal(new IsolateHostTask(false), Map(a => a.IsolateHost = new V1.IsolateHost { Action = V1.IsolationAction.Disable }));
        Assert.Throws<ArgumentOutOfRangeException>(() => Map(a => a.IsolateHost = new V1.IsolateHost()));
        Assert.Throws<ArgumentOutOfRangeException>(() => Map(a => a.IsolateHost = new V1.IsolateHost { Action = (V1.IsolationAction)3 }));
    }

    [Fact]
    public void ScanObjects_KeepEveryFieldAndTheirOrder()
    {
        foreach (var type in Enum.GetValues<V1.ScanObjectType>().Where(t => t != V1.ScanObjectType.Unspecified))
        {
            var task = Assert.IsType<OnDemandScanTask>(Map(a => a.OnDemandScan = new V1.OnDemandScan
            {
                Objects = { new V1.ScanObject { Enabled = true, Path = "p", Type = type }, new V1.ScanObject { Recursive = true, Type = type } },
            }));
            Assert.Equal(type.ToString(), task.Objects[0].Type.ToString());
            Assert.Equal((int)type, (int)task.Objects[0].Type);
            Assert.Equal(new ScanObject(true, "p", false, task.Objects[0].Type), task.Objects[0]);
            Assert.Equal(new ScanObject(false, "", true, task.Objects[0].Type), task.Objects[1]);
        }
    }

    [Fact]
    public void Kinds_GoBothWays()
    {
        foreach (var kind in Enum.GetValues<TaskKind>())
        {
            Assert.Equal(kind.ToString(), ActionMapping.ToProto(kind).ToString());
            Assert.Equal(kind, ActionMapping.ToDomain(ActionMapping.ToProto(kind)));
        }

        Assert.Throws<ArgumentOutOfRangeException>(() => ActionMapping.ToDomain(V1.TaskKind.Unspecified));
        Assert.Throws<ArgumentOutOfRangeException>(() => ActionMapping.ToProto(default));
        Assert.Throws<ArgumentException>(() => ActionMapping.ToKind(new V1.ResponseAction()));
        Assert.Throws<ArgumentException>(() => ActionMapping.ToTask(new V1.ResponseAction(), null));
    }

    [Fact]
    public void Severity_IsWarningWhenNotGiven() =>
        Assert.Equal([2, 1, 2, 3], Enum.GetValues<V1.Severity>().Select(ActionMapping.ToSeverity));

    private static ResponseTask Map(Action<V1.ResponseAction> set)
    {
        var action = new V1.ResponseAction { TargetHost = "h" };
        set(action);
        return ActionMapping.ToTask(action, Archive);
    }
}
