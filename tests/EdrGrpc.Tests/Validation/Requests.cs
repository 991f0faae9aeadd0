using EdrGrpc.Contract.V1;
using EdrGrpc.Tests.Actions;
using Google.Protobuf;

namespace EdrGrpc.Tests.Validation;

/// <summary>Good requests to start from.</summary>
internal static class Requests
{
    public const string Md5 = "d41d8cd98f00b204e9800998ecf8427e";
    public const string Sha256 = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
    public const string Uuid = "0199f3c1-7b1a-7c3d-8e5f-0123456789ab";

    public static readonly ByteString Zip = ByteString.CopyFrom(TestZip.Of(("a.ioc", OpenIocSamples.V10())));

    public static IEnumerable<ResponseAction> Actions()
    {
        yield return With(a => a.GetFile = new GetFile { Md5Hash = Md5, Sha256Hash = Sha256, Path = @"C:\Temp\a.exe" });
        yield return With(a => a.DeleteFile = new DeleteFile { Path = @"C:\Temp\a.exe", SearchInSubfolders = true });
        yield return With(a => a.QuarantineFile = new QuarantineFile { Path = @"\\srv\share\a.exe" });
        yield return With(a => a.IocScan = new IocScan { IocArchive = Zip, IsolateHost = true });
        yield return With(a => a.StartProcess = new StartProcess { ExecutablePath = "cmd.exe", Arguments = "/c dir\r\n", WorkingFolder = @"C:\" });
        yield return With(a => a.TerminateProcess = new TerminateProcess { Path = @"C:\Temp\a.exe", CaseSensitive = true });
        yield return With(a => a.IsolateHost = new IsolateHost { Action = IsolationAction.Enable });
        yield return With(a => a.PreventExecution = new PreventExecution { Hash = Md5 });
        yield return With(a => a.OnDemandScan = new OnDemandScan
        {
            Objects = { new ScanObject { Enabled = true, Path = @"C:\Temp", Type = ScanObjectType.Folder }, new ScanObject { Type = ScanObjectType.Email } },
        });
    }

    public static ResponseAction Isolate() => With(a => a.IsolateHost = new IsolateHost { Action = IsolationAction.Enable });

    public static SubmitRequest Submit(ResponseAction? action = null) => new()
    {
        RequestId = Uuid,
        Server = "main",
        Action = action ?? Isolate(),
        ExpireTime = new() { Seconds = 1_800_000_000 },
        Context = new Context { CaseId = "INC-1", Comment = "Комментарий", Labels = { ["team"] = "soc", ["a/b.c-d_1"] = "😀" } },
    };

    public static SubmitBatchRequest Batch(int items) => new()
    {
        RequestId = Uuid,
        Items = { Enumerable.Range(0, items).Select(i => new BatchItem { ItemId = $"item-{i}", Action = Isolate() }) },
    };

    private static ResponseAction With(Action<ResponseAction> set)
    {
        var action = new ResponseAction { TargetHost = "b3f0c2d4-5a6b-4c7d-8e9f-001122334455", Area = "Kuma 3_x-1", Severity = Severity.Critical };
        set(action);
        return action;
    }
}
