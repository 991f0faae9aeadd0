using System.CommandLine;
using EdrGrpc.Contract.V1;
using Google.Protobuf.WellKnownTypes;

namespace EdrGrpc.Cli.Submit.Tasks;

/// <summary>The nine tasks of the contract.</summary>
internal static class AllTasks
{
    public static readonly IReadOnlyList<TaskDefinition> List =
    [
        new("get-file", "Fetch a copy of a file from the host", [TaskFlags.Path, TaskFlags.Md5, TaskFlags.Sha256], [TaskFlags.Path, TaskFlags.Md5, TaskFlags.Sha256],
            (parse, action) => action.GetFile = new GetFile { Path = Text(parse, TaskFlags.Path), Md5Hash = Text(parse, TaskFlags.Md5), Sha256Hash = Text(parse, TaskFlags.Sha256) }),
        new("delete-file", "Delete a file on the host; cannot be undone", [TaskFlags.Path, TaskFlags.Md5, TaskFlags.Sha256, TaskFlags.SearchInSubfolders],
            [TaskFlags.Path, TaskFlags.Md5, TaskFlags.Sha256], DeleteFile),
        new("quarantine-file", "Move a file to the host's Quarantine", [TaskFlags.Path, TaskFlags.Md5, TaskFlags.Sha256], [TaskFlags.Path, TaskFlags.Md5, TaskFlags.Sha256],
            (parse, action) => action.QuarantineFile = new QuarantineFile { Path = Text(parse, TaskFlags.Path), Md5Hash = Text(parse, TaskFlags.Md5), Sha256Hash = Text(parse, TaskFlags.Sha256) }),
        new("ioc-scan", "Look for indicators of compromise", [TaskFlags.Ioc, TaskFlags.IsolateHost, TaskFlags.ScanCriticalAreas, TaskFlags.QuarantineObject], [TaskFlags.Ioc],
            (parse, action) => action.IocScan = new IocScan
            {
                IocArchive = IocArchiveFile.Read(Text(parse, TaskFlags.Ioc)),
                IsolateHost = parse.GetValue(TaskFlags.IsolateHost),
                ScanCriticalAreas = parse.GetValue(TaskFlags.ScanCriticalAreas),
                QuarantineObject = parse.GetValue(TaskFlags.QuarantineObject),
            }),
        new("start-process", "Start a process on the host", [TaskFlags.Path, TaskFlags.Arguments, TaskFlags.WorkingFolder], [TaskFlags.Path], StartProcess),
        new("terminate-process", "Terminate the processes of a file", [TaskFlags.Path, TaskFlags.Md5, TaskFlags.Sha256, TaskFlags.CaseSensitive],
            [TaskFlags.Path, TaskFlags.Md5, TaskFlags.Sha256],
            (parse, action) => action.TerminateProcess = new TerminateProcess
            {
                Path = Text(parse, TaskFlags.Path), Md5Hash = Text(parse, TaskFlags.Md5), Sha256Hash = Text(parse, TaskFlags.Sha256), CaseSensitive = parse.GetValue(TaskFlags.CaseSensitive),
            }),
        new("isolate-host", "Turn network isolation of the host on, or off with --release", [TaskFlags.Enable, TaskFlags.Release, TaskFlags.ReleaseAfter], [], IsolateHost),
        new("prevent-execution", "Prevent a file from running", [TaskFlags.Md5, TaskFlags.Path, TaskFlags.CaseSensitive], [TaskFlags.Md5],
            (parse, action) => action.PreventExecution = new PreventExecution { Hash = Text(parse, TaskFlags.Md5), Path = Text(parse, TaskFlags.Path), CaseSensitive = parse.GetValue(TaskFlags.CaseSensitive) }),
        new("on-demand-scan", "Scan for malware", [TaskFlags.Folder, TaskFlags.Recursive, TaskFlags.Scope], [TaskFlags.Folder, TaskFlags.Scope], OnDemandScan),
    ];

    private static string Text(ParseResult parse, Option<string?> option) => parse.GetValue(option) ?? "";

    private static void DeleteFile(ParseResult parse, ResponseAction action)
    {
        action.DeleteFile = new DeleteFile { Path = Text(parse, TaskFlags.Path), Md5Hash = Text(parse, TaskFlags.Md5), Sha256Hash = Text(parse, TaskFlags.Sha256) };
        if (parse.GetValue(TaskFlags.SearchInSubfolders))
        {
            action.DeleteFile.SearchInSubfolders = true;
        }
    }

    // An optional field is sent only when its flag was there, also with an empty text.
    private static void StartProcess(ParseResult parse, ResponseAction action)
    {
        action.StartProcess = new StartProcess { ExecutablePath = Text(parse, TaskFlags.Path) };
        if (parse.GetValue(TaskFlags.Arguments) is { } arguments)
        {
            action.StartProcess.Arguments = arguments;
        }

        if (parse.GetValue(TaskFlags.WorkingFolder) is { } folder)
        {
            action.StartProcess.WorkingFolder = folder;
        }
    }

    private static void IsolateHost(ParseResult parse, ResponseAction action)
    {
        var release = parse.GetValue(TaskFlags.Release);
        if (release && parse.GetValue(TaskFlags.Enable))
        {
            throw CliException.Usage("Give --enable or --release, not both.");
        }

        if (release && parse.GetValue(TaskFlags.ReleaseAfter) is not null)
        {
            throw CliException.Usage("--release-after goes with an isolation, not with --release.");
        }

        action.IsolateHost = new IsolateHost { Action = release ? IsolationAction.Disable : IsolationAction.Enable, ReleaseAfter = parse.GetValue(TaskFlags.ReleaseAfter)?.ToDuration() };
    }

    private static void OnDemandScan(ParseResult parse, ResponseAction action)
    {
        action.OnDemandScan = new OnDemandScan();
        action.OnDemandScan.Objects.AddRange((parse.GetValue(TaskFlags.Folder) ?? []).Select(path => new ScanObject
        {
            Enabled = true, Type = ScanObjectType.Folder, Path = path, Recursive = parse.GetValue(TaskFlags.Recursive),
        }));
        action.OnDemandScan.Objects.AddRange((parse.GetValue(TaskFlags.Scope) ?? []).Select(scope => new ScanObject { Enabled = true, Type = scope }));
    }
}
