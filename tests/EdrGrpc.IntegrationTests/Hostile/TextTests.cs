using EdrGrpc.Contract.V1;
using EdrGrpc.IntegrationTests.Support;
using EdrGrpc.IntegrationTests.Watch;
using EdrGrpc.Ksc.Simulator;
using Google.Protobuf;
using Grpc.Core;
using Xunit;

namespace EdrGrpc.IntegrationTests.Hostile;

/// <summary>Texts that are not what they look like, that no text can be, or that are too much.</summary>
public sealed class TextTests(WatchGateway shared) : IClassFixture<WatchGateway>
{
    private const string Hidden = "C:\\Temp\\invoice\u202Efdp.exe";
    private readonly Gateway _gateway = shared.Gateway;

    [Fact]
    public async Task PathWithDirectionOverride_ReachesKscAsItIs_AndIsShownForWhatItIs()
    {
        var submitted = await _gateway.SubmitAsync(new ResponseAction { TargetHost = _gateway.HostId(0), DeleteFile = new DeleteFile { Path = Hidden } });
        var events = await _gateway.EventsUntilAsync(submitted.SubmissionId, _ => false);

        var warning = Assert.Single(submitted.TextWarnings);
        Assert.Contains("action.delete_file.path", warning, StringComparison.Ordinal);
        Assert.EndsWith(@"C:\Temp\invoice<U+202E>fdp.exe", warning, StringComparison.Ordinal);
        Assert.All(events, seen => Assert.Equal(submitted.TextWarnings, seen.Submission.TextWarnings));
        Assert.Equal(Hidden, submitted.Action.DeleteFile.Path);
        var body = _gateway.Simulator.Ledger.Of(LedgerKind.IncidentAdded).Select(entry => entry.Body!).Single(text => text.Contains("fdp.exe", StringComparison.Ordinal));
        Assert.Contains("invoice\u202Efdp.exe", body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("C:\\a\nb.exe")]
    [InlineData("C:\\a\0.exe")]
    [InlineData("C:\\a\u0085.exe")]
    [InlineData("C:\\a\u007f.exe")]
    public async Task PathWithControlCharacter_IsRefusedByItsFieldWithoutItsValue(string path)
    {
        foreach (var action in new ResponseAction[]
        {
            new() { TargetHost = "h", GetFile = new GetFile { Path = path } }, new() { TargetHost = "h", DeleteFile = new DeleteFile { Path = path } },
            new() { TargetHost = "h", QuarantineFile = new QuarantineFile { Path = path } }, new() { TargetHost = "h", TerminateProcess = new TerminateProcess { Path = path } },
        })
        {
            var refusal = await RefuseAsync(new SubmitRequest { Action = action });
            var field = Assert.Single(refusal.Fields);
            Assert.Matches(@"^action\.[a-z_]+\.path$", field);
            Assert.Contains("Must hold no control characters", refusal.Message, StringComparison.Ordinal);
            Assert.DoesNotContain("a.exe", refusal.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task ControlCharactersInEveryOtherText_AreRefusedByTheirFields()
    {
        var refusal = await Refusal.OfAsync(() => _gateway.Responses.SubmitBatchAsync(
            new SubmitBatchRequest
            {
                Server = "a\n",
                Items = { new BatchItem { ItemId = "a\0b", Action = _gateway.Isolate(0) } },
                Context = new Context { CaseId = "\u001b[2J", SourceEventId = "\r", Comment = "two\nlines are fine, \0 is not", Labels = { ["team"] = "a\tb" } },
            },
            Gateway.Options()));

        Assert.Equal(["server", "items[0].item_id", "context.case_id", "context.source_event_id", "context.comment", "context.labels[\"team\"]"], refusal.Fields);
    }

    [Theory]
    [InlineData(new byte[] { 0xFF })]
    [InlineData(new byte[] { 0xC0, 0x80 })]
    [InlineData(new byte[] { 0xED, 0xA0, 0x80 })]
    public async Task BadUtf8_IsRefused_NotMended(byte[] bad)
    {
        using var raw = new RawClient(_gateway);
        var message = new SubmitRequest { Action = new ResponseAction { TargetHost = "h", GetFile = new GetFile { Path = @"C:\Temp\AAAA.exe" } } }.ToByteArray();
        bad.CopyTo(message.AsSpan(message.AsSpan().IndexOf("AAAA"u8)));

        var answer = await raw.SendAsync("/edr.response.v1.ResponseService/Submit", RawClient.Frame(message));

        Assert.Equal((StatusCode.InvalidArgument, "INVALID_REQUEST"), (answer.Code, answer.Info?.Reason));
        Assert.Contains("UTF-8", answer.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task FloodOfCombiningMarks_IsTakenAndShownShort()
    {
        var path = @"C:\Temp\e" + new string('\u0301', 30_000) + ".exe";
        var submitted = await _gateway.SubmitAsync(new ResponseAction { TargetHost = _gateway.HostId(1), GetFile = new GetFile { Path = path } });

        Assert.Contains("<U+0301>", Assert.Single(submitted.TextWarnings), StringComparison.Ordinal);
        Assert.True(submitted.TextWarnings[0].Length < 600, $"{submitted.TextWarnings[0].Length} characters");
        Assert.Equal(path, submitted.Action.GetFile.Path);
    }

    [Fact]
    public async Task FloodOfLabels_IsRefusedInOneShortAnswer()
    {
        var request = new SubmitRequest { Action = _gateway.Isolate(0), Context = new Context() };
        for (var index = 0; index < 100_000; index++)
        {
            request.Context.Labels["NOT A KEY " + index] = "x";
        }

        var refusal = await RefuseAsync(request);

        Assert.Equal("100001", refusal.Metadata["violations"]);
        Assert.True(refusal.Status.CalculateSize() < 7 * 1024, $"{refusal.Status.CalculateSize()} bytes");
        Assert.Equal("context.labels", refusal.Fields[0]);
    }

    [Fact]
    public async Task FloodOfItems_IsRefused()
    {
        using var raw = new RawClient(_gateway);
        byte[] emptyItem = [0x1A, 0x00];
        var message = Enumerable.Repeat(emptyItem, 2_000_000).SelectMany(item => item).ToArray();

        var answer = await raw.SendAsync("/edr.response.v1.ResponseService/SubmitBatch", RawClient.Frame(message));

        Assert.Equal(StatusCode.InvalidArgument, answer.Code);
        Assert.Equal("items", answer.Violations[0].Field);
    }

    [Fact]
    public async Task UnknownFieldsOfMegabytes_DoNotFillStoreAndLists()
    {
        using var raw = new RawClient(_gateway);
        var action = _gateway.Isolate(0).ToByteArray();
        byte[] unknown = [0xFA, 0x7F, 0x80, 0x80, 0x80, 0x01, .. new byte[2 * 1024 * 1024]];
        var request = new SubmitRequest { Action = ResponseAction.Parser.ParseFrom([.. action, .. unknown]) };

        var answer = await raw.CallAsync("/edr.response.v1.ResponseService/Submit", request);

        Assert.Equal((StatusCode.InvalidArgument, "action"), (answer.Code, Assert.Single(answer.Violations).Field));
    }

    [Fact]
    public async Task ListOfLargeSubmissions_FitsIntoWhatClientsTake_AndShowsAll()
    {
        await using var gateway = await Gateway.StartAsync();
        gateway.Simulator.Hosts.SetOnline(gateway.HostId(0), online: false);
        var path = "C:\\" + new string('x', 32_000);
        var action = new ResponseAction { TargetHost = gateway.HostId(0), OnDemandScan = new OnDemandScan() };
        action.OnDemandScan.Objects.Add(Enumerable.Repeat(new ScanObject { Enabled = true, Path = path, Type = ScanObjectType.Folder }, 30));
        var submitted = new List<string>();
        for (var index = 0; index < 6; index++)
        {
            submitted.Add((await gateway.SubmitAsync(action)).SubmissionId);
        }

        var listed = new List<string>();
        var request = new ListSubmissionsRequest();
        do
        {
            var page = await gateway.Responses.ListSubmissionsAsync(request, Gateway.Options());
            listed.AddRange(page.Submissions.Select(submission => submission.SubmissionId));
            request.PageToken = page.NextPageToken;
        }
        while (request.PageToken.Length > 0);

        Assert.Equal(Enumerable.Reverse(submitted), listed);
    }

    private Task<Refusal> RefuseAsync(SubmitRequest request) => Refusal.OfAsync(() => _gateway.Responses.SubmitAsync(request, Gateway.Options()));
}
