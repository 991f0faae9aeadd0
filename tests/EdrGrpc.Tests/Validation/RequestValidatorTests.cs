using EdrGrpc.Contract.V1;
using EdrGrpc.Server.Validation;
using EdrGrpc.Tests.Actions;
using Google.Protobuf;
using Google.Protobuf.Collections;
using Google.Protobuf.WellKnownTypes;
using Xunit;

namespace EdrGrpc.Tests.Validation;

/// <summary>Every bad input, with the exact paths that come back.</summary>
public sealed class RequestValidatorTests
{
    private static readonly RequestValidators Strict = new(new ValidationOptions());
    private static readonly RequestValidators Lenient = new(new ValidationOptions { AllowUndocumentedForms = true });
    private static readonly string Long = new('x', 32768);

    /// <summary>Name, action, expected paths below "action.".</summary>
    private static readonly List<(string Name, ResponseAction Action, string[] Paths)> BadActions = MakeBadActions();

    public static TheoryData<string> BadActionNames => [.. BadActions.Select(b => b.Name)];

    public static TheoryData<int> GoodActionIndexes => [.. Enumerable.Range(0, Requests.Actions().Count())];

    [Theory]
    [MemberData(nameof(GoodActionIndexes))]
    public void GoodAction_HasNoViolation(int index)
    {
        Assert.Empty(Check(Requests.Submit(Requests.Actions().ElementAt(index))));
        Assert.Empty(Check(Requests.Submit(Requests.Actions().ElementAt(index)), Lenient));
    }

    [Theory]
    [MemberData(nameof(BadActionNames))]
    public void BadAction_IsReportedAtItsField(string name)
    {
        var (_, action, paths) = BadActions.Single(b => string.Equals(b.Name, name, StringComparison.Ordinal));
        var expected = paths.Select(p => "action." + p).Order(StringComparer.Ordinal).ToList();

        Assert.Equal(expected, Check(new SubmitRequest { Action = action }));
        Assert.Equal(expected, Check(new SubmitAndWatchRequest { Action = action }));
        var batch = new SubmitBatchRequest { Items = { new BatchItem { Action = Requests.Isolate() }, new BatchItem { Action = action } } };
        Assert.Equal(expected.ConvertAll(p => "items[1]." + p), Check(batch));
    }

    [Theory]
    [InlineData(@"C:\a")]
    [InlineData(@"c:\\a")]
    [InlineData(@"C:\dir\")]
    [InlineData(@"C:\a.b\..c\d..")]
    [InlineData(@"\\s\h\a")]
    [InlineData(@"\\s\h\\a")]
    [InlineData(@"C:\😀")]
    [InlineData(@"C:\[a]")]
    [InlineData("C:\\\u2028")]
    public void PathBelowRoot_IsTaken(string path) => AssertFilePath(path, Strict);

    [Theory]
    [InlineData("a.exe")]
    [InlineData(@"\a.exe")]
    [InlineData(@"C:a.exe")]
    [InlineData("C:")]
    [InlineData(@"C:\")]
    [InlineData(@"C:\\")]
    [InlineData(@"\\srv")]
    [InlineData(@"\\srv\share")]
    [InlineData(@"\\srv\share\")]
    [InlineData(@"\\srv\share\\")]
    [InlineData(@"\\\srv\share\a")]
    [InlineData(@"\\srv\\share\a")]
    [InlineData(@"\\?\C:\a")]
    [InlineData(@"\\.\C:\a")]
    [InlineData(@"\??\C:\a")]
    [InlineData(@"CC:\a")]
    [InlineData(@"1:\a")]
    [InlineData(@"Ж:\a")]
    [InlineData("C:/a")]
    [InlineData(@"C:\a/b")]
    [InlineData(@"C:\..\a")]
    [InlineData(@"C:\a\..")]
    [InlineData(@"C:\a\.\b")]
    [InlineData(@"C:\a\ \b")]
    [InlineData(@"C:\a\. .\b")]
    [InlineData(@"C:\ ")]
    [InlineData("C:\\a\nb")]
    [InlineData("C:\\a\0")]
    [InlineData("C:\\a\u007f")]
    [InlineData("C:\\a\u0085")]
    public void PathThatIsNotBelowRoot_IsRefused_WithAndWithoutUndocumentedForms(string path)
    {
        AssertFilePath(path, Strict, "path");
        AssertFilePath(path, Lenient, "path");
    }

    [Theory]
    [InlineData(@"C:\Temp\*.exe")]
    [InlineData(@"C:\Temp\*")]
    [InlineData(@"C:\T?mp\a")]
    [InlineData(@"%TEMP%\a.exe")]
    [InlineData(@"%ProgramFiles(x86)%\x\y.exe")]
    [InlineData(@"C:\Users\%USERNAME%\a.exe")]
    [InlineData(@"\\srv\share\*.tmp")]
    [InlineData(@"C:\100%")]
    public void UndocumentedPath_NeedsTheSetting(string path)
    {
        AssertFilePath(path, Strict, "path");
        AssertFilePath(path, Lenient);
    }

    [Theory]
    [InlineData(@"C:\*")]
    [InlineData(@"C:\*.*")]
    [InlineData(@"C:\?\a")]
    [InlineData(@"*:\a")]
    [InlineData(@"*\a")]
    [InlineData(@"\\*\share\a")]
    [InlineData(@"\\srv\*\a")]
    [InlineData(@"\\%X%\share\a")]
    [InlineData(@"%SystemDrive%")]
    [InlineData(@"%SystemDrive%\")]
    [InlineData(@"%SystemDrive%\*")]
    [InlineData(@"%SystemDrive%a\b")]
    [InlineData(@"%%\a")]
    [InlineData(@"%a\b%\c")]
    public void RootInDisguise_IsRefusedAlsoWithTheSetting(string path)
    {
        AssertFilePath(path, Strict, "path");
        AssertFilePath(path, Lenient, "path");
    }

    [Fact]
    public void HashWithoutPath_NeedsTheSetting()
    {
        foreach (var action in FileActions(""))
        {
            Assert.Single(Check(new SubmitRequest { Action = action }, Lenient), p => p.EndsWith(".path", StringComparison.Ordinal));
            SetMd5(action);
            Assert.Single(Check(new SubmitRequest { Action = action }), p => p.EndsWith(".path", StringComparison.Ordinal));
            Assert.Empty(Check(new SubmitRequest { Action = action }, Lenient));
        }
    }

    [Fact]
    public void GetFile_TakesAnyPathWithoutControls()
    {
        foreach (var path in (string[])[@"C:\", "a", "%TEMP%\\*", "/x/../y"])
        {
            Assert.Empty(Check(new SubmitRequest { Action = Action(a => a.GetFile = new GetFile { Path = path }) }));
        }
    }

    [Fact]
    public void Lengths_AreCountedInCodePoints()
    {
        var path = @"C:\" + string.Concat(Enumerable.Repeat("😀", 32764));
        AssertFilePath(path, Strict);
        AssertFilePath(path + "a", Strict, "path");
    }

    [Fact]
    public void Submit_OtherFields()
    {
        Assert.Equal(["action"], Check(new SubmitRequest()));
        Assert.Equal(["action"], Check(new SubmitAndWatchRequest()));
        Assert.Equal(["request_id"], Check(With(r => r.RequestId = "x")));
        Assert.Equal(["request_id"], Check(With(r => r.RequestId = Requests.Uuid + "\n")));
        Assert.Equal(["request_id"], Check(With(r => r.RequestId = "{" + Requests.Uuid[1..^1] + "}")));
        Assert.Equal(["request_id"], Check(With(r => r.RequestId = Requests.Uuid.Replace('-', '0'))));
        Assert.Empty(Check(With(r => r.RequestId = Requests.Uuid.ToUpperInvariant())));
        Assert.Empty(Check(With(r => r.RequestId = "")));
        Assert.Empty(Check(With(r => r.Server = new string('s', 64))));
        Assert.Equal(["server"], Check(With(r => r.Server = new string('s', 65))));
        Assert.Equal(["server"], Check(With(r => r.Server = "\udc00")));
        Assert.Equal(["expire_time"], Check(With(r => r.ExpireTime = new Timestamp { Nanos = -1 })));
        Assert.Equal(["expire_time"], Check(With(r => r.ExpireTime = new Timestamp { Nanos = 1_000_000_000 })));
        Assert.Equal(["expire_time"], Check(With(r => r.ExpireTime = new Timestamp { Seconds = 253_402_300_800 })));
        Assert.Equal(["expire_time"], Check(With(r => r.ExpireTime = new Timestamp { Seconds = -62_135_596_801 })));
        Assert.Empty(Check(With(r => r.ExpireTime = new Timestamp())));
    }

    [Fact]
    public void Context_Fields()
    {
        Assert.Empty(Check(With(r => r.Context = null)));
        Assert.Empty(Check(With(r => r.Context = new Context())));
        Assert.Equal(["context.case_id"], Check(With(r => r.Context.CaseId = new string('x', 129))));
        Assert.Equal(["context.source_event_id"], Check(With(r => r.Context.SourceEventId = new string('x', 257))));
        Assert.Equal(["context.comment"], Check(With(r => r.Context.Comment = new string('x', 2001))));
        Assert.Equal(["context.comment"], Check(With(r => r.Context.Comment = "\ud800")));
        Assert.Empty(Check(With(r => r.Context.Comment = string.Concat(Enumerable.Repeat("😀", 2000)))));
        Assert.Equal(["context.labels[\"k\"]"], Check(With(r => r.Context.Labels["k"] = new string('x', 257))));
        Assert.Equal(["context.labels[\"k\"]"], Check(With(r => r.Context.Labels["k"] = "\udfff")));
        Assert.Equal(["context.labels"], Check(With(r => Fill(r.Context.Labels, 33))));
        Assert.Empty(Check(With(r => Fill(r.Context.Labels, 32))));
    }

    [Theory]
    [InlineData("", "")]
    [InlineData("A", "A")]
    [InlineData(".a", ".a")]
    [InlineData("-a", "-a")]
    [InlineData("a b", "a b")]
    [InlineData("a\n", "a?")]
    [InlineData("a\"]x", "a?]x")]
    [InlineData("ключ", "????")]
    public void LabelKey_IsRefusedAndShownHarmlessly(string key, string shown) =>
        Assert.Equal([$"context.labels[\"{shown}\"]"], Check(With(r => r.Context.Labels[key] = "v")));

    [Fact]
    public void HalfSurrogatePairs_AreRefusedEverywhere()
    {
        AssertFilePath("C:\\\ud800", Strict, "path");
        AssertFilePath("C:\\\ud800", Lenient, "path");
        Assert.Equal(["context.labels[\"k?\"]"], Check(With(r => r.Context.Labels["k\ud800"] = "v")));
    }

    [Fact]
    public void LongLabelKey_IsCutInThePath() =>
        Assert.Equal([$"context.labels[\"{new string('k', 64)}...\"]"], Check(With(r => r.Context.Labels[new string('k', 100_000)] = "v")));

    [Fact]
    public void LabelKeyOf63_IsTaken() => Assert.Empty(Check(With(r => r.Context.Labels[new string('k', 63)] = "")));

    [Fact]
    public void Batch_Size()
    {
        Assert.Equal(["items"], Check(new SubmitBatchRequest()));
        Assert.Empty(Check(Requests.Batch(1)));
        Assert.Empty(Check(Requests.Batch(1000)));
        Assert.Equal(["items"], Check(Requests.Batch(1001)));
        Assert.Equal(["items[0].action"], Check(new SubmitBatchRequest { Items = { new BatchItem() } }));
    }

    [Theory]
    [InlineData(3)]
    [InlineData(16)]
    [InlineData(17)]
    [InlineData(100)]
    public void Batch_DuplicateItemIds(int items)
    {
        var batch = Requests.Batch(items);
        batch.Items[0].ItemId = "";
        batch.Items[1].ItemId = "";
        Assert.Empty(Check(batch));
        batch.Items[items - 1].ItemId = "dup";
        batch.Items[items / 2].ItemId = "dup";
        Assert.Equal([$"items[{items - 1}].item_id"], Check(batch));
    }

    [Fact]
    public void Batch_LongItemId()
    {
        var batch = Requests.Batch(2);
        batch.Items[1].ItemId = new string('x', 129);
        Assert.Equal(["items[1].item_id"], Check(batch));
    }

    [Fact]
    public void ReadAndCancelRequests()
    {
        Assert.Empty(Check(new GetSubmissionRequest { SubmissionId = Requests.Uuid }));
        Assert.Equal(["submission_id"], Check(new GetSubmissionRequest()));
        Assert.Equal(["submission_id"], Check(new GetSubmissionRequest { SubmissionId = Requests.Uuid[..^1] + "g" }));
        Assert.Equal(["after_cursor", "submission_id"], Check(new WatchSubmissionRequest { AfterCursor = new string('c', 513) }));
        Assert.Equal(["reason", "submission_id"], Check(new CancelSubmissionRequest { Reason = new string('r', 2001) }));
        Assert.Equal(["batch_id", "reason"], Check(new CancelBatchRequest { Reason = "\ud800" }));
        Assert.Equal(["page_size", "page_token"], Check(new ListSubmissionsRequest { PageSize = 1001, PageToken = new string('t', 513) }));
        Assert.Equal(["page_size"], Check(new ListSubmissionsRequest { PageSize = -1 }));
        Assert.Empty(Check(new ListSubmissionsRequest { PageSize = 1000, PageToken = new string('t', 512) }));
        Assert.Equal(["after_cursor"], Check(new WatchSubmissionsRequest { AfterCursor = new string('c', 513) }));
    }

    [Fact]
    public void Filter_Fields()
    {
        var filter = new SubmissionFilter
        {
            States = { SubmissionState.Accepted, SubmissionState.Unspecified, (SubmissionState)19 },
            Server = new string('s', 65),
            TargetHost = new string('h', 256),
            TaskKinds = { TaskKind.OnDemandScan, TaskKind.Unspecified, (TaskKind)10, (TaskKind)(-1) },
            BatchId = "x",
            Labels = { ["\ud800"] = "v" },
            CreateTimeFrom = new Timestamp { Nanos = -1 },
            CreateTimeTo = new Timestamp { Nanos = -1 },
        };
        List<string> expected =
        [
            "filter.batch_id", "filter.create_time_from", "filter.create_time_to", "filter.labels[\"?\"]", "filter.server", "filter.states[1]",
            "filter.states[2]", "filter.target_host", "filter.task_kinds[1]", "filter.task_kinds[2]", "filter.task_kinds[3]",
        ];
        Assert.Equal(expected, Check(new ListSubmissionsRequest { Filter = filter }));
        Assert.Equal(expected, Check(new WatchSubmissionsRequest { Filter = filter }));

        var many = new SubmissionFilter
        {
            States = { Enumerable.Repeat(SubmissionState.Failed, 33) },
            TaskKinds = { Enumerable.Repeat(TaskKind.GetFile, 17) },
        };
        Fill(many.Labels, 9);
        Assert.Equal(["filter.labels", "filter.states", "filter.task_kinds"], Check(new ListSubmissionsRequest { Filter = many }));
    }

    [Fact]
    public void KscRequests()
    {
        Assert.Empty(Check(new GetCapabilitiesRequest()));
        Assert.Empty(Check(new ListServersRequest()));
        Assert.Empty(Check(new GetServerStatusRequest()));
        Assert.Equal(["server"], Check(new GetServerStatusRequest { Server = new string('s', 65) }));
        Assert.Equal(["query"], Check(new FindHostsRequest()));
        Assert.Equal(["name"], Check(new FindHostsRequest { Name = "" }));
        Assert.Equal(["fqdn"], Check(new FindHostsRequest { Fqdn = new string('x', 256) }));
        Assert.Equal(["limit", "server", "text"], Check(new FindHostsRequest { Text = "", Limit = 10_001, Server = new string('s', 65) }));
        Assert.Equal(["limit"], Check(new FindHostsRequest { Name = "x", Limit = -1 }));
        Assert.Empty(Check(new FindHostsRequest { Name = "x", Limit = 10_000 }));
    }

    [Fact]
    public void InspectedArchive_IsHandedOn_AndInspectedOncePerContent()
    {
        var batch = new SubmitBatchRequest();
        for (var i = 0; i < 3; i++)
        {
            batch.Items.Add(new BatchItem { Action = Action(a => a.IocScan = new IocScan { IocArchive = ByteString.CopyFrom(Requests.Zip.Span) }) });
        }

        batch.Items.Add(new BatchItem { Action = Requests.Isolate() });
        var violations = new ViolationList();
        Strict.For<SubmitBatchRequest>().Validate(batch, violations);
        Assert.Equal(0, violations.Count);
        var archive = violations.Archives.For(batch.Items[0].Action);
        Assert.NotNull(archive);
        Assert.Equal(Requests.Zip.ToByteArray(), archive.Bytes.ToArray());
        Assert.Same(archive, violations.Archives.For(batch.Items[1].Action));
        Assert.Same(archive, violations.Archives.For(batch.Items[2].Action));
        Assert.Null(violations.Archives.For(batch.Items[3].Action));
    }

    [Fact]
    public void DifferentArchivesOfOneRequest_ShareABudget()
    {
        var batch = new SubmitBatchRequest();
        for (var i = 0; i < 8; i++)
        {
            var zip = new TestZip().Add("a.ioc", OpenIocSamples.V10($"id{i}")).Add("pad.txt", new byte[9 * 1024 * 1024]).Build();
            batch.Items.Add(new BatchItem { Action = Action(a => a.IocScan = new IocScan { IocArchive = ByteString.CopyFrom(zip) }) });
        }

        Assert.Equal(["items[7].action.ioc_scan.ioc_archive"], Check(batch));
    }

    [Fact]
    public void BadArchive_IsReportedAndNotHandedOn()
    {
        var request = new SubmitRequest { Action = Action(a => a.IocScan = new IocScan { IocArchive = ByteString.CopyFromUtf8("no zip") }) };
        var violations = new ViolationList();
        Strict.For<SubmitRequest>().Validate(request, violations);
        var violation = Assert.Single(violations.Stored);
        Assert.Equal("action.ioc_scan.ioc_archive", violation.Field);
        Assert.Equal("The archive is not a ZIP file, or it is cut off.", violation.Description);
        Assert.Null(violations.Archives.For(request.Action));
    }

    [Fact]
    public void Descriptions_NeverRepeatValues()
    {
        const string marker = "zZyYxX";
        var request = new SubmitRequest
        {
            RequestId = marker,
            Server = marker + Long,
            Action = new ResponseAction
            {
                TargetHost = marker + "*",
                Area = marker + "!",
                DeleteFile = new DeleteFile { Md5Hash = marker, Sha256Hash = marker, Path = marker + "/*\n\\..\\" },
            },
            Context = new Context { CaseId = marker + Long, Labels = { ["k"] = marker + Long } },
        };
        var violations = new ViolationList();
        Strict.For<SubmitRequest>().Validate(request, violations);
        Assert.True(violations.Count >= 9);
        Assert.All(violations.Stored, v => Assert.DoesNotContain(marker, v.Field + v.Description, StringComparison.Ordinal));
        Assert.All(violations.Stored, v => Assert.EndsWith(".", v.Description, StringComparison.Ordinal));
    }

    [Fact]
    public void GoodRequest_AllocatesNothing()
    {
        var validator = Strict.For<SubmitRequest>();
        var violations = new ViolationList();
        foreach (var action in Requests.Actions().Where(a => a.TaskCase != ResponseAction.TaskOneofCase.IocScan))
        {
            var request = Requests.Submit(action);
            AssertAllocatesAtMost(64, request); // MapField has no enumerator without an allocation.
            request.Context.Labels.Clear();
            AssertAllocatesAtMost(0, request);
        }

        Assert.Equal(0, violations.Count);

        // Vector code of the runtime library boxes until it is compiled with optimization, which happens in the background after some calls.
        void AssertAllocatesAtMost(long bytes, SubmitRequest request) =>
            Assert.True(SpinWait.SpinUntil(() => Allocated(request) <= bytes, TimeSpan.FromSeconds(30)), $"{request.Action.TaskCase} allocates {Allocated(request)} bytes.");

        long Allocated(SubmitRequest request)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            validator.Validate(request, violations);
            return GC.GetAllocatedBytesForCurrentThread() - before;
        }
    }

    private static List<(string Name, ResponseAction Action, string[] Paths)> MakeBadActions()
    {
        var bad = new List<(string, ResponseAction, string[])>
        {
            ("nothing set", new ResponseAction(), ["target", "task"]),
            ("no target", Action(a => { a.ClearTarget(); Isolate(a); }), ["target"]),
            ("no task", Action(_ => { }), ["task"]),
            ("empty host", Action(a => { a.TargetHost = ""; Isolate(a); }), ["target_host"]),
            ("long host", Action(a => { a.TargetHost = new string('h', 256); Isolate(a); }), ["target_host"]),
            ("wildcard host", Action(a => { a.TargetHost = "PC*"; Isolate(a); }), ["target_host"]),
            ("wildcard host 2", Action(a => { a.TargetHost = "PC?"; Isolate(a); }), ["target_host"]),
            ("bracket host", Action(a => { a.TargetHost = "PC[1]"; Isolate(a); }), ["target_host"]),
            ("quoted host", Action(a => { a.TargetHost = "\"PC\""; Isolate(a); }), ["target_host"]),
            ("host with line feed", Action(a => { a.TargetHost = "PC\n"; Isolate(a); }), ["target_host"]),
            ("host with half a surrogate pair", Action(a => { a.TargetHost = "PC\ud83d"; Isolate(a); }), ["target_host"]),
            ("empty host name", Action(a => { a.TargetHostName = ""; Isolate(a); }), ["target_host_name"]),
            ("wildcard host name", Action(a => { a.TargetHostName = "*"; Isolate(a); }), ["target_host_name"]),
            ("long host name", Action(a => { a.TargetHostName = new string('h', 256); Isolate(a); }), ["target_host_name"]),
            ("long area", Action(a => { a.Area = new string('a', 33); Isolate(a); }), ["area"]),
            ("area with bracket", Action(a => { a.Area = "Kuma]"; Isolate(a); }), ["area"]),
            ("area not ASCII", Action(a => { a.Area = "Кума"; Isolate(a); }), ["area"]),
            ("area with line feed", Action(a => { a.Area = "Kuma\n"; Isolate(a); }), ["area"]),
            ("unknown severity", Action(a => { a.Severity = (Severity)4; Isolate(a); }), ["severity"]),
            ("negative severity", Action(a => { a.Severity = (Severity)(-1); Isolate(a); }), ["severity"]),
            ("get without path", Action(a => a.GetFile = new GetFile { Md5Hash = Requests.Md5 }), ["get_file.path"]),
            ("get with control character", Action(a => a.GetFile = new GetFile { Path = "C:\\a\tb" }), ["get_file.path"]),
            ("get with long path", Action(a => a.GetFile = new GetFile { Path = Long }), ["get_file.path"]),
            ("start without path", Action(a => a.StartProcess = new StartProcess()), ["start_process.executable_path"]),
            ("start with control", Action(a => a.StartProcess = new StartProcess { ExecutablePath = "a\n" }), ["start_process.executable_path"]),
            ("start with long path", Action(a => a.StartProcess = new StartProcess { ExecutablePath = Long }), ["start_process.executable_path"]),
            ("start with NUL", Action(a => a.StartProcess = new StartProcess { ExecutablePath = "a", Arguments = "x\0y" }), ["start_process.arguments"]),
            ("start with long arguments", Action(a => a.StartProcess = new StartProcess { ExecutablePath = "a", Arguments = Long }), ["start_process.arguments"]),
            ("start with bad folder", Action(a => a.StartProcess = new StartProcess { ExecutablePath = "a", WorkingFolder = "\r" }), ["start_process.working_folder"]),
            ("start with long folder", Action(a => a.StartProcess = new StartProcess { ExecutablePath = "a", WorkingFolder = Long }), ["start_process.working_folder"]),
            ("isolate without action", Action(a => a.IsolateHost = new IsolateHost()), ["isolate_host.action"]),
            ("isolate with unknown action", Action(a => a.IsolateHost = new IsolateHost { Action = (IsolationAction)3 }), ["isolate_host.action"]),
            ("isolate with negative action", Action(a => a.IsolateHost = new IsolateHost { Action = (IsolationAction)(-1) }), ["isolate_host.action"]),
            ("prevent without hash", Action(a => a.PreventExecution = new PreventExecution { Path = @"C:\a" }), ["prevent_execution.hash"]),
            ("prevent with SHA-256", Action(a => a.PreventExecution = new PreventExecution { Hash = Requests.Sha256 }), ["prevent_execution.hash"]),
            ("prevent with line feed", Action(a => a.PreventExecution = new PreventExecution { Hash = Requests.Md5 + "\n" }), ["prevent_execution.hash"]),
            ("prevent with bad path", Action(a => a.PreventExecution = new PreventExecution { Hash = Requests.Md5, Path = "\u009f" }), ["prevent_execution.path"]),
            ("prevent with long path", Action(a => a.PreventExecution = new PreventExecution { Hash = Requests.Md5, Path = Long }), ["prevent_execution.path"]),
            ("scan of nothing", Action(a => a.OnDemandScan = new OnDemandScan()), ["on_demand_scan.objects"]),
            ("scan of too much", Scan(Enumerable.Repeat(new ScanObject { Enabled = true, Type = ScanObjectType.Email }, 65)), ["on_demand_scan.objects"]),
            ("scan of nothing enabled", Scan([new ScanObject { Type = ScanObjectType.Email }]), ["on_demand_scan.objects"]),
            ("scan without type", Scan([new ScanObject { Enabled = true }]), ["on_demand_scan.objects[0].type"]),
            ("scan of unknown type", Scan([new ScanObject { Enabled = true, Type = (ScanObjectType)19 }]), ["on_demand_scan.objects[0].type"]),
            ("scan of type 13", Scan([new ScanObject { Enabled = true, Type = (ScanObjectType)13 }]), ["on_demand_scan.objects[0].type"]),
            ("scan of type 21", Scan([new ScanObject { Enabled = true, Type = (ScanObjectType)21 }]), ["on_demand_scan.objects[0].type"]),
            ("scan of type 26", Scan([new ScanObject { Enabled = true, Type = (ScanObjectType)26 }]), ["on_demand_scan.objects[0].type"]),
            ("folder without path", Scan([new ScanObject { Enabled = true, Type = ScanObjectType.Folder }]), ["on_demand_scan.objects[0].path"]),
            ("path without folder", Scan([new ScanObject { Enabled = true, Type = ScanObjectType.Email, Path = "C:\\" }]), ["on_demand_scan.objects[0].path"]),
            ("folder with control", Scan([new ScanObject { Enabled = true, Type = ScanObjectType.Folder, Path = "\u001f" }]), ["on_demand_scan.objects[0].path"]),
            ("second object bad", Scan([new ScanObject { Enabled = true, Type = ScanObjectType.Email }, new ScanObject()]), ["on_demand_scan.objects[1].type"]),
            ("ioc without archive", Action(a => a.IocScan = new IocScan()), ["ioc_scan.ioc_archive"]),
            ("ioc too large", Action(a => a.IocScan = new IocScan { IocArchive = ByteString.CopyFrom(new byte[(3 * 1024 * 1024) + 1]) }), ["ioc_scan.ioc_archive"]),
            ("ioc no zip", Action(a => a.IocScan = new IocScan { IocArchive = ByteString.CopyFromUtf8("x") }), ["ioc_scan.ioc_archive"]),
            ("everything at once", new ResponseAction { Area = "!", Severity = (Severity)9, GetFile = new GetFile { Md5Hash = "x", Sha256Hash = "y" } },
                ["area", "get_file.md5_hash", "get_file.path", "get_file.sha256_hash", "severity", "target"]),
        };
        foreach (var (what, md5, sha256, path) in (ReadOnlySpan<(string, string, string, string)>)
        [
            ("short md5", Requests.Md5[..31], "", "md5_hash"),
            ("long md5", Requests.Md5 + "0", "", "md5_hash"),
            ("md5 with g", "g" + Requests.Md5[1..], "", "md5_hash"),
            ("md5 with line feed", Requests.Md5 + "\n", "", "md5_hash"),
            ("md5 with wide digit", "０" + Requests.Md5[1..], "", "md5_hash"),
            ("sha256 that is md5", "", Requests.Md5, "sha256_hash"),
            ("long sha256", "", Requests.Sha256 + "0", "sha256_hash"),
            ("sha256 with space", "", " " + Requests.Sha256[1..], "sha256_hash"),
        ])
        {
            foreach (var action in FileActions(@"C:\Temp\a"))
            {
                var task = TaskField(action);
                SetHashes(action, md5, sha256);
                bad.Add(($"{task}: {what}", action, [$"{task}.{path}"]));
            }
        }

        return bad;
    }

    private static IEnumerable<ResponseAction> FileActions(string path) =>
    [
        Action(a => a.GetFile = new GetFile { Path = path }),
        Action(a => a.DeleteFile = new DeleteFile { Path = path }),
        Action(a => a.QuarantineFile = new QuarantineFile { Path = path }),
        Action(a => a.TerminateProcess = new TerminateProcess { Path = path }),
    ];

    private static void SetMd5(ResponseAction action) => SetHashes(action, Requests.Md5, "");

    private static void SetHashes(ResponseAction action, string md5, string sha256)
    {
        IMessage task = action.GetFile ?? action.DeleteFile ?? (IMessage)action.QuarantineFile ?? action.TerminateProcess;
        task.Descriptor.FindFieldByName("md5_hash").Accessor.SetValue(task, md5);
        task.Descriptor.FindFieldByName("sha256_hash").Accessor.SetValue(task, sha256);
    }

    private static string TaskField(ResponseAction action) => ResponseAction.Descriptor.FindFieldByNumber((int)action.TaskCase).Name;

    private static void AssertFilePath(string path, RequestValidators validators, params string[] expected)
    {
        foreach (var action in FileActions(path).Skip(1))
        {
            Assert.Equal([.. expected.Select(e => $"action.{TaskField(action)}.{e}")], Check(new SubmitRequest { Action = action }, validators));
        }
    }

    private static ResponseAction Action(Action<ResponseAction> set)
    {
        var action = new ResponseAction { TargetHost = "host-1" };
        set(action);
        return action;
    }

    private static ResponseAction Scan(IEnumerable<ScanObject> objects) => Action(a => a.OnDemandScan = new OnDemandScan { Objects = { objects } });

    private static void Isolate(ResponseAction action) => action.IsolateHost = new IsolateHost { Action = IsolationAction.Enable };

    private static void Fill(MapField<string, string> labels, int count)
    {
        labels.Clear();
        for (var i = 0; i < count; i++)
        {
            labels[$"k{i}"] = "v";
        }
    }

    private static SubmitRequest With(Action<SubmitRequest> change)
    {
        var request = Requests.Submit();
        change(request);
        return request;
    }

    /// <summary>The different paths that are bad, sorted.</summary>
    private static List<string> Check<T>(T request, RequestValidators? validators = null)
    {
        var violations = new ViolationList();
        (validators ?? Strict).For<T>().Validate(request, violations);
        Assert.Equal(violations.Count, violations.Stored.Count);
        return [.. violations.Stored.Select(v => v.Field).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
    }
}
