using System.IO.Compression;
using EdrGrpc.Contract.V1;
using EdrGrpc.IntegrationTests.Support;
using EdrGrpc.Ksc.Simulator;
using Google.Protobuf;
using Xunit;

namespace EdrGrpc.IntegrationTests.Cli;

/// <summary>edrctl submit for one host, in a pipe.</summary>
public sealed class SubmitTests(SharedGateway shared) : IClassFixture<SharedGateway>
{
    private const string Md5 = "44d88612fea8a8f36de82e1278abb02f";

    private const string Ioc = """
        <?xml version="1.0" encoding="utf-8"?>
        <ioc xmlns="http://schemas.mandiant.com/2010/ioc" id="0a1b2c3d-0000-4000-8000-000000000001">
          <short_description>test</short_description>
          <definition><Indicator operator="OR" id="0a1b2c3d-0000-4000-8000-000000000002"><IndicatorItem id="0a1b2c3d-0000-4000-8000-000000000003" condition="is"><Context document="FileItem" search="FileItem/Md5sum" type="mir"/><Content type="md5">44d88612fea8a8f36de82e1278abb02f</Content></IndicatorItem></Indicator></definition>
        </ioc>
        """;

    private Gateway Gateway => shared.Gateway;

    private Edrctl Cli => new(Gateway);

    public static TheoryData<string, string> Tasks { get; } = new()
    {
        { @"get-file --path C:\T\a.exe --sha256 " + Md5 + Md5, """{"getFile":{"path":"C:\\T\\a.exe","sha256Hash":"44d88612fea8a8f36de82e1278abb02f44d88612fea8a8f36de82e1278abb02f"}}""" },
        { @"delete-file --path C:\T\a.exe --search-in-subfolders --area Desk --severity critical", """{"deleteFile":{"path":"C:\\T\\a.exe","searchInSubfolders":true},"area":"Desk","severity":"SEVERITY_CRITICAL"}""" },
        { @"quarantine-file --path C:\T\a.exe --md5 " + Md5, """{"quarantineFile":{"path":"C:\\T\\a.exe","md5Hash":"44d88612fea8a8f36de82e1278abb02f"}}""" },
        { @"start-process --path C:\T\a.exe --arguments=-x --working-folder C:\T", """{"startProcess":{"executablePath":"C:\\T\\a.exe","arguments":"-x","workingFolder":"C:\\T"}}""" },
        { @"terminate-process --path C:\T\a.exe --case-sensitive", """{"terminateProcess":{"path":"C:\\T\\a.exe","caseSensitive":true}}""" },
        { "isolate-host", """{"isolateHost":{"action":"ISOLATION_ACTION_ENABLE"}}""" },
        { "isolate-host --enable --release-after 1h30m", """{"isolateHost":{"action":"ISOLATION_ACTION_ENABLE","releaseAfter":"5400s"}}""" },
        { "isolate-host --area= --release", """{"isolateHost":{"action":"ISOLATION_ACTION_DISABLE"}}""" },
        { @"prevent-execution --path C:\T\a.exe --md5 " + Md5, """{"preventExecution":{"path":"C:\\T\\a.exe","hash":"44d88612fea8a8f36de82e1278abb02f"}}""" },
        { @"on-demand-scan --folder C:\A --folder C:\B --recursive --scope system-memory", """{"onDemandScan":{"objects":[{"enabled":true,"type":"SCAN_OBJECT_TYPE_FOLDER","path":"C:\\A","recursive":true},{"enabled":true,"type":"SCAN_OBJECT_TYPE_FOLDER","path":"C:\\B","recursive":true},{"enabled":true,"type":"SCAN_OBJECT_TYPE_SYSTEM_MEMORY"}]}}""" },
    };

    [Theory]
    [MemberData(nameof(Tasks))]
    public async Task Task_WithItsFlags_IsRecordedAsTyped(string arguments, string expected)
    {
        var result = (await Cli.RunAsync(["submit", .. arguments.Split(' '), "--host", Gateway.HostId(0)])).Ended(0);

        var action = JsonParser.Default.Parse<ResponseAction>(expected);
        action.TargetHost = Gateway.HostId(0);
        var submission = result.Message<SubmitResponse>().Submission;
        Assert.Equal(action, submission.Action);
        var stored = await Gateway.Responses.GetSubmissionAsync(new GetSubmissionRequest { SubmissionId = submission.SubmissionId }, Gateway.Options());
        Assert.Equal(action, stored.Submission.Action);
        Assert.Equal("", result.Errors);
    }

    [Theory]
    [InlineData("folder", new[] { "a.ioc", "sub/b.xml" })]
    [InlineData("file", new[] { "a.ioc" })]
    [InlineData("zip", new[] { "z.ioc" })]
    public async Task IocScan_FolderFileOrZip_SendsTheArchive(string form, string[] names)
    {
        var folder = Directory.CreateTempSubdirectory("edrctl-ioc-").FullName;
        Directory.CreateDirectory(Path.Combine(folder, "in", "sub"));
        await File.WriteAllTextAsync(Path.Combine(folder, "in", "a.ioc"), Ioc);
        await File.WriteAllTextAsync(Path.Combine(folder, "in", "sub", "b.xml"), Ioc.Replace("000000000001", "000000000009", StringComparison.Ordinal));
        await File.WriteAllTextAsync(Path.Combine(folder, "in", "notes.txt"), "not an indicator");
        await using (var zip = await ZipFile.OpenAsync(Path.Combine(folder, "z.zip"), ZipArchiveMode.Create))
        {
            await zip.CreateEntryFromFileAsync(Path.Combine(folder, "in", "a.ioc"), "z.ioc");
        }

        var path = form switch { "folder" => Path.Combine(folder, "in"), "file" => Path.Combine(folder, "in", "a.ioc"), _ => Path.Combine(folder, "z.zip") };
        string[] arguments = ["submit", "ioc-scan", "--ioc", path, "--scan-critical-areas", "--host", Gateway.HostId(1), "--request-id", Guid.NewGuid().ToString()];
        var scan = (await Cli.RunAsync(arguments)).Ended(0).Message<SubmitResponse>().Submission.Action.IocScan;
        var again = (await Cli.RunAsync(arguments)).Ended(0).Message<SubmitResponse>();

        Assert.Equal(names, scan.Archive.FileNames);
        Assert.True(scan is { ScanCriticalAreas: true, IsolateHost: false, QuarantineObject: false });
        Assert.True(again.Deduplicated, "the same files must make the same archive");
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task Watch_UntilDone_PrintsEveryStepAsAMessageOfTheContract()
    {
        var result = (await Cli.RunAsync("submit", "get-file", "--path", @"C:\a", "--host-name", Gateway.Simulator.Hosts.All[2].DisplayName, "--watch", "--case-id", "C-1", "--label", "a=b")).Ended(0);

        var messages = result.Messages<SubmitAndWatchResponse>();
        Assert.Equal(SubmitAndWatchResponse.PayloadOneofCase.Submitted, messages[0].PayloadCase);
        Assert.Equal(("C-1", "b"), (messages[0].Submitted.Submission.Context.CaseId, messages[0].Submitted.Submission.Context.Labels["a"]));
        Assert.All(messages.Skip(1), message => Assert.True(message.Event is not null && message.Cursor.Length > 0));
        Assert.Equal(SubmissionState.Succeeded, messages[^1].Event.State);
        Assert.Equal("", result.Errors);
    }

    [Fact]
    public async Task Watch_TaskFails_SaysWhyAndEndsWith4()
    {
        var failing = Gateway.HostId(3);
        Gateway.Simulator.Tasks.Outcome = (host, _, _) => host == failing ? SimulatedOutcome.Fail("The file is locked.\u202E") : SimulatedOutcome.Succeed;

        var result = (await Cli.RunAsync("submit", "get-file", "--path", @"C:\a", "--host", failing, "--watch", "-o", "text")).Ended(4);

        Assert.Contains("FAILED", result.Output, StringComparison.Ordinal);
        Assert.Contains("The file is locked.<U+202E>", result.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Watch_Rejected_EndsWith3()
    {
        var result = (await Cli.RunAsync("submit", "isolate-host", "--host", "00000000-dead-4000-8000-000000000000", "--watch")).Ended(3);
        Assert.Equal(SubmissionState.Rejected, result.Messages<SubmitAndWatchResponse>()[^1].Event.State);
    }

    [Fact]
    public async Task BadFields_EveryOneIsNamedWithItsFlag_AndEndsWith3()
    {
        var result = (await Cli.RunAsync("submit", "delete-file", "--path", "a.exe", "--md5", "12", "--host", Gateway.HostId(0), "--area", "?", "--label", "UPPER=1")).Ended(3);

        Assert.Equal("", result.Output);
        foreach (var flag in (string[])["--path (action.delete_file.path): ", "--md5 (action.delete_file.md5_hash): ", "--area (action.area): ", "--label (context.labels"])
        {
            Assert.Contains(flag, result.Errors, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("submit get-file --host x", "get-file needs --path or --md5 or --sha256.")]
    [InlineData("submit isolate-host", "one of --host, --host-name")]
    [InlineData("submit isolate-host --host a --host-name b", "one of --host, --host-name")]
    [InlineData("submit isolate-host --host a --from b", "one of --host, --host-name or --from")]
    [InlineData("submit isolate-host --host a --enable --release", "not both")]
    [InlineData("submit isolate-host --host a --release --release-after 1h", "--release-after goes with an isolation")]
    [InlineData("submit isolate-host --host a --dry-run --watch", "--dry-run or --watch")]
    [InlineData("submit isolate-host --host a --expire-in soon", "'soon' is not a duration")]
    [InlineData("submit isolate-host --host a --severity huge", "'huge' is not one of information, warning, critical")]
    [InlineData("submit isolate-host --host a --label x", "'x' is not a label")]
    [InlineData("submit isolate-host --host a --request-id 7", "--request-id is not a UUID")]
    [InlineData("submit isolate-host --hots a", "--hots")]
    [InlineData("submit isolate-host --comment --release --host a", "--comment needs a value. If '--release' is the value, write --comment=--release.")]
    [InlineData("submit isolate-host --release --host", "--host")]
    [InlineData("submit ioc-scan --host a --ioc /no/such", "cannot be read")]
    [InlineData("get 7", "'7' is not an id")]
    [InlineData("", "Required command was not provided")]
    public async Task WrongUse_SaysWhat_AndEndsWith2(string arguments, string sentence)
    {
        var result = (await Cli.RunAsync(arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries))).Ended(2);
        Assert.Contains(sentence, result.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RequestId_Repeated_IsAnsweredNotRepeated_AndOtherContentIsRefused()
    {
        string[] arguments = ["submit", "get-file", "--path", @"C:\a", "--host", Gateway.HostId(4), "--request-id", Guid.NewGuid().ToString()];
        var first = (await Cli.RunAsync(arguments)).Ended(0).Message<SubmitResponse>();
        var second = (await Cli.RunAsync(arguments)).Ended(0).Message<SubmitResponse>();
        var other = (await Cli.RunAsync([.. arguments, "--comment", "other"])).Ended(3);

        Assert.Equal((first.Submission.SubmissionId, true), (second.Submission.SubmissionId, second.Deduplicated));
        Assert.Contains("REQUEST_ID_REUSED", other.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task DryRun_ShowsTheBody_AndRecordsNothing()
    {
        var label = Guid.NewGuid().ToString();
        var answer = (await Cli.RunAsync("submit", "get-file", "--path", @"C:\ü😀+", "--host", Gateway.HostId(5), "--label", $"run={label}", "--dry-run")).Ended(0).Message<SubmitResponse>();
        var listed = (await Cli.RunAsync("list", "--label", $"run={label}")).Ended(0);

        Assert.Contains(@"""path"":""C:\\ü😀+""", answer.IncidentBody, StringComparison.Ordinal);
        Assert.Empty(listed.Lines);
    }

    [Fact]
    public async Task Unicode_GoesThroughUnchangedInJson_AndIsShownSafelyAsText()
    {
        const string Comment = "Ж😀 \u202Eexe.\u001b[31m\u200B";
        var submitted = (await Cli.RunAsync("submit", "get-file", "--path", "C:\\Ж\u202Efdp.exe", "--host", Gateway.HostId(6), "--comment", Comment)).Ended(0).Message<SubmitResponse>().Submission;
        var text = (await Cli.RunAsync("get", submitted.SubmissionId, "-o", "text")).Ended(0);
        var json = (await Cli.RunAsync("get", submitted.SubmissionId)).Ended(0).Message<Submission>();

        Assert.Equal(Comment, json.Context.Comment);
        Assert.Equal("C:\\Ж\u202Efdp.exe", json.Action.GetFile.Path);
        Assert.Contains("warning: ", text.Errors, StringComparison.Ordinal);
        Assert.Contains("Ж<U+202E>fdp.exe", text.Errors, StringComparison.Ordinal);
        Assert.Contains("Ж😀 <U+202E>exe.<U+001B>[31m<U+200B>", text.Output, StringComparison.Ordinal);
    }
}
