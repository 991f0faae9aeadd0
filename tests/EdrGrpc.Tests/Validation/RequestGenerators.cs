using CsCheck;
using EdrGrpc.Contract.V1;
using EdrGrpc.Submissions.Actions;
using Google.Protobuf;
using IocScan = EdrGrpc.Contract.V1.IocScan;
using ScanObject = EdrGrpc.Contract.V1.ScanObject;
using ScanObjectType = EdrGrpc.Contract.V1.ScanObjectType;

namespace EdrGrpc.Tests.Validation;

/// <summary>Requests that are half good and half hostile. Half surrogate pairs are left out: annotations cannot speak of them.</summary>
internal static class RequestGenerators
{
    private static readonly Gen<string> Hostile = Gen.OneOf(
        Gen.OneOf(
            "\n", "\r\n", "\0", "\t", "\u0001", "\u001f", "\u007f", "\u0080", "\u0085", "\u009f", "\u00a0", "\u2028", "\ufeff", "\uffff", "😀", "e\u0301", "０", "Ａ",
            "\"", "'", "\\", "/", "*", "?", "%", "[", "]", "<", "&", "+", ".", "..", " ", "$", "^", ":", "-", "_", "a", "Z", "0", "Ж"),
        Gen.String.Where(s => UnicodeText.IsWellFormed(s)));

    private static readonly Gen<string> AnyText = Hostile.Array[0, 4].Select(string.Concat);

    public static readonly Gen<string> Path = Gen.OneOf(
        Gen.OneOf(
            "C:", "c:\\", "\\", "\\\\", "\\\\srv\\share", "\\\\srv\\share\\", "srv", "a", "file.exe", ".", "..", " ", ". ", "*", "?", "%TEMP%", "/", "\n", "\u0085", "\0", "😀",
            "$", ":", "1:", "\\..\\", "\\a\\", "\\.")
            .Array[0, 7].Select(string.Concat),
        AnyText.Select(t => "C:\\a" + t),
        AnyText.Select(t => "\\\\srv\\share\\" + t),
        Gen.OneOf("x", "😀").Select(c => "C:\\" + string.Concat(Enumerable.Repeat(c, 32764))),
        Gen.OneOf("x", "😀").Select(c => "C:\\" + string.Concat(Enumerable.Repeat(c, 32765))));

    // No UUID with a line feed behind it: "$" of a .NET Regex takes it, so that ProtoValidate for C# lets it pass; RE2 does not.
    public static readonly Gen<string> Uuid = Gen.OneOf(
        Gen.Const(Requests.Uuid),
        Gen.Guid.Select(g => g.ToString()),
        Gen.OneOf("D", "N", "B", "P", "X").Select(f => Guid.Parse(Requests.Uuid).ToString(f)),
        Gen.OneOf("", " " + Requests.Uuid, Requests.Uuid.ToUpperInvariant(), Requests.Uuid[1..], "g" + Requests.Uuid[1..], Requests.Uuid + "0"),
        AnyText);

    private static readonly Gen<string> Md5 = Hash(Requests.Md5);
    private static readonly Gen<string> Sha256 = Hash(Requests.Sha256);

    private static readonly Gen<string> Host = Gen.OneOf(Gen.Const("host-1"), Around(255), AnyText);

    private static readonly Gen<string> Area = Gen.OneOf(Gen.OneOf("", "Kuma", "SOC 1_x-y"), Around(32), AnyText, AnyText.Select(t => "Kuma" + t));

    private static readonly Gen<Severity> SeverityValue = Gen.Int[-1, 5].Select(v => (Severity)v);

    private static readonly Gen<ScanObject> Scope = Gen.Select(
        Gen.Bool, Gen.OneOf(Gen.Const(""), Path), Gen.Int[-1, 27], Gen.Bool, (enabled, path, type, folder) => new ScanObject
        {
            Enabled = enabled,
            Path = path,
            Type = folder ? ScanObjectType.Folder : (ScanObjectType)type,
        });

    private static readonly Gen<Action<ResponseAction>> Task = Gen.OneOf<Action<ResponseAction>>(
        Gen.Const<Action<ResponseAction>>(_ => { }),
        Gen.Select(Md5, Sha256, Path, Gen.Int[0, 3]).Select((m, s, p, kind) => (Action<ResponseAction>)(a => SetFile(a, m, s, p, kind))),
        Gen.OneOf(Gen.Const(ByteString.Empty), Gen.Const(Requests.Zip), Gen.Const(ByteString.CopyFrom(new byte[3145729])))
            .Select(zip => (Action<ResponseAction>)(a => a.IocScan = new IocScan { IocArchive = zip })),
        Gen.Select(Path, Gen.OneOf(Path, AnyText), Path, Gen.Int[0, 3]).Select((p, arguments, folder, which) => (Action<ResponseAction>)(a =>
        {
            a.StartProcess = new StartProcess { ExecutablePath = p };
            if ((which & 1) != 0)
            {
                a.StartProcess.Arguments = arguments;
            }

            if ((which & 2) != 0)
            {
                a.StartProcess.WorkingFolder = folder;
            }
        })),
        Gen.Int[-1, 4].Select(v => (Action<ResponseAction>)(a => a.IsolateHost = new IsolateHost { Action = (IsolationAction)v })),
        Gen.Select(Md5, Path).Select((m, p) => (Action<ResponseAction>)(a => a.PreventExecution = new PreventExecution { Hash = m, Path = p })),
        Scope.Array[0, 4].Select(o => (Action<ResponseAction>)(a => a.OnDemandScan = new OnDemandScan { Objects = { o } })),
        Gen.Int[63, 66].Select(n => (Action<ResponseAction>)(a => a.OnDemandScan = new OnDemandScan
        {
            Objects = { Enumerable.Repeat(new ScanObject { Enabled = true, Type = ScanObjectType.Email }, n) },
        })));

    public static readonly Gen<ResponseAction> Action = Gen.Select(Gen.Int[0, 4], Host, Task, Area, SeverityValue, (target, host, task, area, severity) =>
    {
        var action = new ResponseAction { Area = area, Severity = severity };
        task(action);
        if (target is 1 or 2)
        {
            action.TargetHost = host;
        }
        else if (target > 2)
        {
            action.TargetHostName = host;
        }

        return action;
    });

    private static readonly Gen<string> Key = Gen.OneOf(Gen.OneOf("team", "a/b", "0.x_y-z"), Around(63), AnyText, AnyText.Select(t => "k" + t));

    private static readonly Gen<Context> SomeContext = Gen.Select(
        Around(128), Around(256), Around(2000), Gen.Select(Key, Around(256)).Array[0, 4], Gen.Int[0, 60], (id, source, comment, labels, more) =>
        {
            var context = new Context { CaseId = id, SourceEventId = source, Comment = comment };
            foreach (var (key, value) in labels)
            {
                context.Labels[key] = value;
            }

            for (var i = 0; i < more - 25; i++)
            {
                context.Labels[$"key{i}"] = "";
            }

            return context;
        });

    public static readonly Gen<SubmitRequest> Submit = Gen.Select(
        Uuid, Around(64), Action, SomeContext, Gen.Int[0, 15], (id, server, action, context, which) => new SubmitRequest
        {
            RequestId = id,
            Server = server,
            Action = which == 15 ? null : action,
            Context = which % 2 == 0 ? null : context,
        });

    public static readonly Gen<SubmitBatchRequest> Batch = Gen.Select(
        Uuid, Gen.Select(Gen.OneOf(Gen.OneOf("", "a", "b"), Around(128), Gen.Int.Select(i => $"{i}")), Action, Gen.Int[0, 9]).Array[0, 24], SomeContext,
        (id, items, context) => new SubmitBatchRequest
        {
            RequestId = id,
            Items = { items.Select(i => new BatchItem { ItemId = i.Item1, Action = i.Item3 == 0 ? null : i.Item2 }) },
            Context = context,
        });

    public static readonly Gen<SubmissionFilter> Filter = Gen.Select(
        Gen.Int[-1, 20].Array[0, 34], Gen.Int[-1, 11].Array[0, 18], Around(64), Around(255), Uuid, AnyText.Array[0, 12], (states, kinds, server, host, batch, labels) =>
        {
            var filter = new SubmissionFilter
            {
                States = { states.Select(s => (SubmissionState)s) },
                TaskKinds = { kinds.Select(k => (EdrGrpc.Contract.V1.TaskKind)k) },
                Server = server,
                TargetHost = host,
                BatchId = batch,
            };
            foreach (var label in labels)
            {
                filter.Labels[label] = label;
            }

            return filter;
        });

    /// <summary>Texts of lengths around a limit, counted in code points, and hostile ones.</summary>
    public static Gen<string> Around(int limit) => Gen.OneOf(
        Gen.OneOf("", "x"),
        AnyText,
        Gen.Select(Gen.Int[limit - 1, limit + 1], Gen.OneOf("x", "é", "😀", "Ж"), (length, unit) => string.Concat(Enumerable.Repeat(unit, length))));

    public static ResponseAction WithPath(string path, int task)
    {
        var action = new ResponseAction { TargetHost = "h" };
        switch (task)
        {
            case 4:
                action.PreventExecution = new PreventExecution { Hash = Requests.Md5, Path = path };
                break;
            case 5:
                action.StartProcess = new StartProcess { ExecutablePath = path, WorkingFolder = path, Arguments = path };
                break;
            default:
                SetFile(action, "", "", path, task);
                break;
        }

        return action;
    }

    private static Gen<string> Hash(string good) => Gen.OneOf(
        Gen.OneOf("", good, good.ToUpperInvariant(), good + "\n", good[1..], good + "0", " " + good[1..], "０" + good[1..], "g" + good[1..], Requests.Md5, Requests.Sha256),
        AnyText);

    private static void SetFile(ResponseAction action, string md5, string sha256, string path, int kind)
    {
        switch (kind)
        {
            case 0:
                action.GetFile = new GetFile { Md5Hash = md5, Sha256Hash = sha256, Path = path };
                break;
            case 1:
                action.DeleteFile = new DeleteFile { Md5Hash = md5, Sha256Hash = sha256, Path = path };
                break;
            case 2:
                action.QuarantineFile = new QuarantineFile { Md5Hash = md5, Sha256Hash = sha256, Path = path };
                break;
            default:
                action.TerminateProcess = new TerminateProcess { Md5Hash = md5, Sha256Hash = sha256, Path = path };
                break;
        }
    }
}
