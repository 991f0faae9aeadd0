using System.IO.Compression;
using System.Text;
using EdrGrpc.Contract.V1;
using EdrGrpc.IntegrationTests.Support;
using EdrGrpc.Ksc.Simulator;
using Google.Protobuf;
using Xunit;

namespace EdrGrpc.IntegrationTests.Submit;

/// <summary>The main job: each of the nine kinds goes in over gRPC and comes out of KSC, and its steps are pushed in order.</summary>
public sealed class NineTasksTests
{
    private const string Md5 = "44d88612fea8a8f36de82e1278abb02f";
    private const string File = @"C:\Temp\a.exe";

    private static readonly SubmissionState[] Steps =
    [
        SubmissionState.Accepted, SubmissionState.Submitting, SubmissionState.IncidentAdded, SubmissionState.Submitted, SubmissionState.TaskCreated,
    ];

    public static TheoryData<string, string> Kinds => new()
    {
        { "getFile", """{"md5hash":"","sha256hash":"","path":"C:\\Temp\\a.exe"}""" },
        { "deleteFile", """{"md5hash":"","sha256hash":"","path":"C:\\Temp\\a.exe","searchInSubfolders":true}""" },
        { "quarantineFile", $$"""{"md5hash":"{{Md5}}","sha256hash":"","path":"C:\\Temp\\a.exe"}""" },
        { "iocScan", """{"ioc":"<archive>","isolateHost":false,"scanCriticalAreas":true,"quarantineObject":false}""" },
        { "startProcess", """{"executablePath":"C:\\Temp\\a.exe","arguments":"/x"}""" },
        { "terminateProcess", """{"md5hash":"","sha256hash":"","path":"C:\\Temp\\a.exe","caseSensitive":true}""" },
        { "isolateHost", """{"action":1}""" },
        { "preventExecution", $$"""{"hash":"{{Md5}}","path":"C:\\Temp\\a.exe","caseSensitive":false}""" },
        { "onDemandScan", """[{"enabled":true,"path":"","recursive":true,"type":14}]""" },
    };

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Submission_GoesThroughKscToItsEnd(string task, string parameters)
    {
        await using var gateway = await Gateway.StartAsync();
        var archive = Archive();
        var action = ActionOf(task, archive);
        action.TargetHostName = gateway.Simulator.Hosts.All[3].DisplayName;

        var submitted = await gateway.SubmitAsync(action);
        var events = await gateway.EventsUntilAsync(submitted.SubmissionId, _ => false);

        var host = gateway.Simulator.Hosts.All[3].Id;
        Assert.Equal(SubmissionState.Succeeded, events[^1].State);
        Assert.Equal(Steps, events.Select(submissionEvent => submissionEvent.State).Distinct().Take(Steps.Length));
        Assert.Equal(events.Select(submissionEvent => submissionEvent.Revision).Order(), events.Select(submissionEvent => submissionEvent.Revision));

        var added = Assert.Single(gateway.Simulator.Ledger.Of(LedgerKind.IncidentAdded));
        var expected = $$"""{"targetHost":"{{host}}","task":"{{task}}","params":{{parameters.Replace("<archive>", Convert.ToBase64String(archive), StringComparison.Ordinal)}},"responseEventIncident":true,"responseEventIncidentArea":"Kuma"}""";
        Assert.Equal(expected, added.Body);
        Assert.Equal(host, added.HostId);
        Assert.Equal(2, added.Severity);
        Assert.Single(gateway.Simulator.Ledger.Of(LedgerKind.IncidentUpdated));

        var ended = events[^1].Submission;
        Assert.Equal(added.IncidentId, ended.IncidentId);
        Assert.StartsWith($"[Response][Kuma] {task} - ", ended.Task.DisplayName, StringComparison.Ordinal);
        Assert.Equal(100, ended.Task.CompletedPercent);
        Assert.Equal(1, ended.Attempts);
        Assert.Null(ended.Error);
        Assert.Empty(gateway.Simulator.StrictRejections);
        Assert.Empty(gateway.Simulator.InternalErrors);
        Assert.DoesNotContain(gateway.Logs.Lines, line => line.Level >= Microsoft.Extensions.Logging.LogLevel.Error);
        if (task == "iocScan")
        {
            Assert.True(ended.Action.IocScan.IocArchive.IsEmpty);
            Assert.Equal(archive.Length, ended.Action.IocScan.Archive.SizeBytes);
            Assert.Equal(["one.ioc"], ended.Action.IocScan.Archive.FileNames);
        }
    }

    internal static byte[] Archive(string md5 = "44d88612fea8a8f36de82e1278abb02f")
    {
        using var buffer = new MemoryStream();
        using (var zip = new ZipArchive(buffer, ZipArchiveMode.Create, leaveOpen: true))
        {
            var member = zip.CreateEntry("one.ioc");

            // The same bytes whenever it is made.
            member.LastWriteTime = new DateTimeOffset(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);
            using var entry = member.Open();
            entry.Write(Encoding.UTF8.GetBytes(
                $"""
                <ioc xmlns="http://schemas.mandiant.com/2010/ioc" id="6d2a1b03-b216-4cd8-9a9e-8827af6ebf93"><definition>
                <Indicator operator="OR" id="6d2a1b03-b216-4cd8-9a9e-8827af6ebf94"><IndicatorItem id="6d2a1b03-b216-4cd8-9a9e-8827af6ebf95" condition="is">
                <Context document="FileItem" search="FileItem/Md5sum" type="mir" /><Content type="md5">{md5}</Content>
                </IndicatorItem></Indicator></definition></ioc>
                """));
        }

        return buffer.ToArray();
    }

    private static ResponseAction ActionOf(string task, byte[] archive) => task switch
    {
        "getFile" => new() { GetFile = new GetFile { Path = File } },
        "deleteFile" => new() { DeleteFile = new DeleteFile { Path = File, SearchInSubfolders = true } },
        "quarantineFile" => new() { QuarantineFile = new QuarantineFile { Md5Hash = Md5, Path = File } },
        "iocScan" => new() { IocScan = new IocScan { IocArchive = ByteString.CopyFrom(archive), ScanCriticalAreas = true } },
        "startProcess" => new() { StartProcess = new StartProcess { ExecutablePath = File, Arguments = "/x" } },
        "terminateProcess" => new() { TerminateProcess = new TerminateProcess { Path = File, CaseSensitive = true } },
        "isolateHost" => new() { IsolateHost = new IsolateHost { Action = IsolationAction.Enable } },
        "preventExecution" => new() { PreventExecution = new PreventExecution { Hash = Md5, Path = File } },
        _ => new() { OnDemandScan = new OnDemandScan { Objects = { new ScanObject { Enabled = true, Recursive = true, Type = ScanObjectType.SystemMemory } } } },
    };
}
