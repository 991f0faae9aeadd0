using System.Buffers.Binary;
using System.Buffers.Text;
using EdrGrpc.Contract.V1;
using EdrGrpc.IntegrationTests.Support;
using EdrGrpc.Ksc.Simulator;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Xunit;

namespace EdrGrpc.IntegrationTests.Access;

/// <summary>Whoever may see their own, or some hosts only, sees nothing else, whatever they ask with.</summary>
public sealed class LeakTests : IAsyncLifetime
{
    private const string Policy = """
        {
          "roles": {
            "responder": { "tasks": ["*"] }, "lead": { "tasks": ["*"], "read": "all", "cancel": "all" },
            "desk": { "read": "all", "hosts": { "names": ["HOST-0001", "HOST-0002"] } }
          },
          "bindings": [
            { "principals": ["alice", "mallory"], "roles": ["responder"] }, { "principals": ["lead"], "roles": ["lead"] }, { "principals": ["desk"], "roles": ["desk"] }
          ],
          "protect_infrastructure": false,
          "approvals": [ { "name": "processes", "tasks": ["start_process"] } ]
        }
        """;

    private GuardedGateway _guarded = null!;

    private Gateway Gateway => _guarded.Gateway;

    public async ValueTask InitializeAsync() => _guarded = await GuardedGateway.StartAsync(Policy);

    public ValueTask DisposeAsync() => _guarded.DisposeAsync();

    [Fact]
    public async Task WatchOfOwn_WithAnyFilterOrCursor_BringsNoEventOfOthers()
    {
        var (mine, theirs) = await RecordBothAsync();
        var timestamp = Timestamp.FromDateTimeOffset(TimeProvider.System.GetUtcNow().AddDays(-1));
        SubmissionFilter?[] filters =
        [
            null, new() { BatchId = theirs.BatchId }, new() { TargetHost = theirs.TargetHost }, new() { Server = "default" }, new() { Labels = { ["owner"] = "mallory" } },
            new() { States = { SubmissionState.PendingApproval, SubmissionState.Cancelled } }, new() { TaskKinds = { TaskKind.StartProcess } }, new() { CreateTimeFrom = timestamp },
        ];
        var alice = await _guarded.AsAsync("alice");
        var lead = await _guarded.AsAsync("lead");
        var open = new List<OpenStream>();
        foreach (var filter in filters)
        {
            using var ofLead = OpenStream.Many(Gateway, lead, filter);
            var all = await ofLead.CatchUpAsync();
            Assert.Contains(all, step => step.Submission.Principal == "mallory");
            foreach (var cursor in new[] { "", ofLead.Cursor, WithRevision(ofLead.Cursor, all[0].Revision - 1), WithRevision(ofLead.Cursor, 0) })
            {
                var stream = OpenStream.Many(Gateway, alice, filter, cursor);
                open.Add(stream);
                Assert.All(await stream.CatchUpAsync(), step => Assert.Equal("alice", step.Submission.Principal));
            }
        }

        // Live, too: theirs changes first, mine after it.
        await Gateway.Responses.CancelSubmissionAsync(new CancelSubmissionRequest { SubmissionId = theirs.SubmissionId }, lead);
        await Gateway.Responses.CancelSubmissionAsync(new CancelSubmissionRequest { SubmissionId = mine.SubmissionId }, lead);
        for (var index = 0; index < open.Count; index++)
        {
            // Filters on what is mallory's only are silent for ever.
            if (filters[index / 4] is null or { BatchId: "", TargetHost: "", Labels.Count: 0 })
            {
                Assert.Equal(mine.SubmissionId, (await open[index].NextEventAsync())!.SubmissionId);
            }

            open[index].Dispose();
        }
    }

    [Fact]
    public async Task WatchOfAnothers_WithACursorOfIt_IsToldThatThereIsNone()
    {
        var (mine, theirs) = await RecordBothAsync();
        using var ofMallory = OpenStream.One(Gateway, theirs.SubmissionId, await _guarded.AsAsync("mallory"));
        using var ofAlice = OpenStream.One(Gateway, mine.SubmissionId, await _guarded.AsAsync("alice"));
        await ofMallory.CatchUpAsync();
        await ofAlice.CatchUpAsync();
        foreach (var cursor in new[] { "", ofMallory.Cursor, ofAlice.Cursor, "nonsense" })
        {
            using var stream = OpenStream.One(Gateway, theirs.SubmissionId, await _guarded.AsAsync("alice"), cursor);
            var refusal = await stream.RefusalAsync();
            Assert.Equal((StatusCode.NotFound, "SUBMISSION_NOT_FOUND"), (refusal.Code, refusal.Reason));
        }
    }

    [Fact]
    public async Task List_WithAnothersPageToken_AndInSmallPages_HoldsOwnOnly()
    {
        for (var round = 0; round < 5; round++)
        {
            await RecordBothAsync();
        }

        var ofLead = await Gateway.Responses.ListSubmissionsAsync(new ListSubmissionsRequest { PageSize = 3 }, await _guarded.AsAsync("lead"));
        foreach (var first in new[] { "", ofLead.NextPageToken, WithRevision(ofLead.NextPageToken, 1_000_000) })
        {
            var (token, found) = (first, new List<Submission>());
            do
            {
                var page = await Gateway.Responses.ListSubmissionsAsync(new ListSubmissionsRequest { PageSize = 1, PageToken = token }, await _guarded.AsAsync("alice"));
                found.AddRange(page.Submissions);
                token = page.NextPageToken;
            }
            while (token.Length > 0);

            Assert.All(found, submission => Assert.Equal("alice", submission.Principal));
            Assert.Equal(first == ofLead.NextPageToken ? 3 : 5, found.Count);
        }
    }

    [Fact]
    public async Task RequestIdOfAnother_IsNotTheirSubmission_AndIsNotTold()
    {
        var request = new SubmitRequest { RequestId = Guid.NewGuid().ToString(), Action = Start(0) };
        var theirs = await Gateway.Responses.SubmitAsync(request, await _guarded.AsAsync("mallory"));
        var mine = await Gateway.Responses.SubmitAsync(request, await _guarded.AsAsync("alice"));
        Assert.Equal(("alice", false), (mine.Submission.Principal, mine.Deduplicated));
        Assert.NotEqual(theirs.Submission.SubmissionId, mine.Submission.SubmissionId);
        request.Action = Start(1);
        request.ValidateOnly = true;
        var alice = await _guarded.AsAsync("alice");
        Assert.Equal(StatusCode.AlreadyExists, (await Refusal.OfAsync(() => Gateway.Responses.SubmitAsync(request, alice))).Code);
    }

    [Fact]
    public async Task SomeHosts_NothingIsKnownOfThemYet_AreSeenAndNoOthers()
    {
        string[] ids = [(await _guarded.SubmitAsync("lead", Start(0))).SubmissionId, (await _guarded.SubmitAsync("lead", Start(5))).SubmissionId, (await _guarded.SubmitAsync("lead", Start(1))).SubmissionId];
        await Gateway.StopAsync();
        await Gateway.StartAgainAsync();
        using var stream = OpenStream.Many(Gateway, await _guarded.AsAsync("desk"));
        Assert.Equal([ids[0], ids[2]], (await stream.CatchUpAsync()).Select(step => step.SubmissionId));

        await Gateway.StopAsync();
        await Gateway.StartAgainAsync();
        var listed = await Gateway.Responses.ListSubmissionsAsync(new ListSubmissionsRequest(), await _guarded.AsAsync("desk"));
        Assert.Equal([ids[2], ids[0]], listed.Submissions.Select(submission => submission.SubmissionId));
    }

    [Fact]
    public async Task SomeHosts_KscDoesNotSayWhich_EndsTheWatchInsteadOfLosingEvents()
    {
        await _guarded.SubmitAsync("lead", Start(0));
        await Gateway.StopAsync();
        await Gateway.Simulator.StopListeningAsync();
        await Gateway.StartAgainAsync();
        using var stream = OpenStream.Many(Gateway, await _guarded.AsAsync("desk"));
        var refusal = await stream.RefusalAsync();
        Assert.Equal((StatusCode.Unavailable, "KSC_UNAVAILABLE", true), (refusal.Code, refusal.Reason, refusal.HasRetryInfo));
        Assert.Empty((await Gateway.Responses.ListSubmissionsAsync(new ListSubmissionsRequest(), await _guarded.AsAsync("desk"))).Submissions);
    }

    [Fact]
    public async Task FindHosts_FindsThoseOfTheCallersRolesOnly()
    {
        Assert.Equal(["HOST-0001", "HOST-0002"], await FindAsync("desk"));
        Assert.Equal(Gateway.Simulator.Options.HostCount, (await FindAsync("alice")).Count);

        async Task<List<string>> FindAsync(string principal)
        {
            using var call = Gateway.Ksc.FindHosts(new FindHostsRequest { Text = "HOST" }, await _guarded.AsAsync(principal));
            return await call.ResponseStream.ReadAllAsync().Select(message => message.Host.DisplayName).Order().ToListAsync();
        }
    }

    [Fact]
    public async Task ServerStatus_NamesTheOldestSubmission_OnlyToWhoMaySeeIt()
    {
        var slow = Gateway.Fast();
        slow.RunTime = TimeSpan.FromHours(1);
        await using var guarded = await GuardedGateway.StartAsync(Policy, slow);
        var submission = await guarded.SubmitAsync("mallory", guarded.Gateway.Isolate(3));
        await guarded.EventsUntilAsync("mallory", submission.SubmissionId, step => step.State == SubmissionState.TaskRunning);
        foreach (var (principal, told) in new[] { ("mallory", submission.SubmissionId), ("lead", submission.SubmissionId), ("alice", ""), ("desk", "") })
        {
            var status = await guarded.Gateway.Ksc.GetServerStatusAsync(new GetServerStatusRequest(), await guarded.AsAsync(principal));
            Assert.Equal((principal, told, 1), (principal, status.OldestSubmissionId, status.LiveTasks));
        }
    }

    private async Task<(Submission Mine, Submission Theirs)> RecordBothAsync()
    {
        var theirs = await RecordAsync("mallory", 2);
        return (await RecordAsync("alice", 3), theirs);
    }

    private async Task<Submission> RecordAsync(string principal, int host)
    {
        var request = new SubmitBatchRequest
        {
            RequestId = Guid.NewGuid().ToString(), Items = { new BatchItem { Action = Start(host) } }, Context = new Context { Labels = { ["owner"] = principal } },
        };
        return (await Gateway.Responses.SubmitBatchAsync(request, await _guarded.AsAsync(principal))).Submissions[0];
    }

    private ResponseAction Start(int host) => new() { TargetHost = Gateway.HostId(host), StartProcess = new StartProcess { ExecutablePath = @"C:\Temp\tool.exe" } };

    // The cursor's layout: store id, epoch, revision, hash of the filter. A forger who knows it can go to any revision, but not to others' events.
    private static string WithRevision(string cursor, long revision)
    {
        var bytes = Base64Url.DecodeFromChars(cursor);
        BinaryPrimitives.WriteInt64BigEndian(bytes.AsSpan(20), revision);
        return Base64Url.EncodeToString(bytes);
    }
}
