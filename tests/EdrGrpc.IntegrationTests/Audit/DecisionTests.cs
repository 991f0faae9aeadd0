using EdrGrpc.Contract.V1;
using EdrGrpc.IntegrationTests.Support;
using EdrGrpc.Ksc.Simulator;
using EdrGrpc.Storage.Sqlite;
using EdrGrpc.Submissions.Audit;
using EdrGrpc.Submissions.Store;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace EdrGrpc.IntegrationTests.Audit;

/// <summary>Decisions of the policy and of the server by itself: one record each, with the rule, together with what it is about or not at all.</summary>
public sealed class DecisionTests
{
    private const string Policy = """
        {
          "roles": {
            "lead": { "tasks": ["*"], "read": "all", "cancel": "all", "approve": ["*"], "admin": true },
            "files": { "tasks": ["get_file"], "read": "all" }
          },
          "bindings": [ { "principals": ["alice", "bob"], "roles": ["lead"] }, { "principals": ["fay"], "roles": ["files"] } ],
          "protected_hosts": [ { "name": "crown jewels", "hosts": { "names": ["HOST-0001"] } } ],
          "limits": [ { "name": "one isolation", "effects": ["isolate"], "max": 1, "window": "01:00:00" } ],
          "approvals": [ { "name": "four eyes", "tasks": ["start_process"], "expire": "00:01:00" } ]
        }
        """;

    [Fact]
    public async Task Submission_FromAcceptanceToItsEnd_IsRecordedStepByStepInTheContractsNames()
    {
        await using var guarded = await GuardedGateway.StartAsync(Policy);
        var submission = await guarded.SubmitAsync("alice", guarded.Gateway.Isolate(1));
        var ended = await guarded.EndOfAsync("alice", submission.SubmissionId);

        var entries = await OfAsync(guarded, submission);
        Assert.Equal(
            [("alice", "Submit", "ALLOWED"), (AuditEntry.System, "State", "SUBMITTING"), (AuditEntry.System, "State", "INCIDENT_ADDED"), (AuditEntry.System, "State", "SUCCEEDED")],
            entries.Select(entry => (entry.Principal, entry.Operation, entry.Outcome)));
        Assert.All(entries[2..], entry => Assert.Equal(ended.IncidentId, entry.IncidentId));
        Assert.All(entries, entry => Assert.Equal(("default", guarded.Gateway.HostId(1)), (entry.Server, entry.TargetHost)));
    }

    [Fact]
    public async Task RefusedBySubmitsPolicy_Limit_AndQueue_IsRecordedOnceWithTheRule()
    {
        await using var guarded = await GuardedGateway.StartAsync(Policy, settings: new() { ["Ksc:MaxUnfinished"] = "1" });
        var log = new AuditLog(guarded.Gateway);
        var admin = new AdminService.AdminServiceClient(guarded.Gateway.Channel);
        foreach (var principal in (string[])["alice", "bob", "fay"])
        {
            await guarded.AsAsync(principal);
        }

        await log.NewAsync();
        await RefusedAsync("alice", guarded.Gateway.Isolate(0), "crown jewels", "Submit");
        await RefusedAsync("fay", guarded.Gateway.Isolate(1), null, "Submit");

        await guarded.EndOfAsync("alice", (await guarded.SubmitAsync("alice", guarded.Gateway.Isolate(1))).SubmissionId);
        await log.NewAsync();
        await RefusedAsync("bob", guarded.Gateway.Isolate(2), "one isolation", "Submit");

        await admin.StopSendingAsync(new StopSendingRequest { Reason = "drill" }, await guarded.AsAsync("bob"));
        await guarded.SubmitAsync("alice", GetFile(3));
        await log.NewAsync();
        await RefusedAsync("alice", GetFile(4), "Ksc:MaxUnfinished", "Submit");

        async Task RefusedAsync(string principal, ResponseAction action, string? rule, string operation)
        {
            await Assert.ThrowsAsync<RpcException>(() => guarded.SubmitAsync(principal, action));
            var entry = await log.OnlyCallAsync();
            Assert.Equal((principal, operation, "DENIED", "default", action.TargetHost), (entry.Principal, entry.Operation, entry.Outcome, entry.Server, entry.TargetHost));
            Assert.True(rule is null ? entry.Rule.Length > 0 : entry.Rule == rule, entry.Rule);
        }

        ResponseAction GetFile(int host) => new() { TargetHost = guarded.Gateway.HostId(host), GetFile = new GetFile { Path = @"C:\a.exe" } };
    }

    [Fact]
    public async Task RefusedJustBeforeSending_AndHeldUntilThen_NameTheRule()
    {
        await using var guarded = await GuardedGateway.StartAsync(Policy);
        await guarded.Gateway.Simulator.StopListeningAsync();
        var submission = await guarded.SubmitAsync("alice", guarded.Gateway.Isolate(0));
        await guarded.Gateway.Simulator.StartListeningAsync();
        Assert.Equal(SubmissionState.Denied, (await guarded.EndOfAsync("alice", submission.SubmissionId)).State);
        var entries = await OfAsync(guarded, submission);
        Assert.Equal([("Submit", "UNDECIDED"), ("State", "DENIED")], entries.Select(entry => (entry.Operation, entry.Outcome)));
        Assert.Equal("crown jewels", entries[1].Rule);
    }

    [Fact]
    public async Task KillSwitch_HoldsEachSubmissionOnce()
    {
        await using var guarded = await GuardedGateway.StartAsync(Policy);
        var admin = new AdminService.AdminServiceClient(guarded.Gateway.Channel);
        await admin.StopSendingAsync(new StopSendingRequest { Reason = "wrong playbook" }, await guarded.AsAsync("bob"));
        var submission = await guarded.SubmitAsync("alice", guarded.Gateway.Isolate(1));
        await guarded.EventsUntilAsync("alice", submission.SubmissionId, step => step.Submission.WaitingReason.Contains("stopped by bob", StringComparison.Ordinal));
        await admin.ResumeSendingAsync(new ResumeSendingRequest(), await guarded.AsAsync("bob"));
        await guarded.EndOfAsync("alice", submission.SubmissionId);
        var held = Assert.Single(await OfAsync(guarded, submission), entry => entry.Outcome == "HELD");
        Assert.Equal((AuditEntry.System, "Send", "kill switch"), (held.Principal, held.Operation, held.Rule));
    }

    [Fact]
    public async Task Approval_AskedRefusedToOneself_GivenAndComeTooLate_IsRecordedEachTime()
    {
        await using var guarded = await GuardedGateway.StartAsync(Policy);
        var submission = await guarded.SubmitAsync("alice", Start(guarded));
        var approve = new ApproveSubmissionRequest { SubmissionId = submission.SubmissionId };
        var (alice, bob) = (await guarded.AsAsync("alice"), await guarded.AsAsync("bob"));
        await Assert.ThrowsAsync<RpcException>(() => guarded.Gateway.Responses.ApproveSubmissionAsync(approve, alice).ResponseAsync);
        await guarded.Gateway.Responses.ApproveSubmissionAsync(approve, bob);
        await guarded.EndOfAsync("alice", submission.SubmissionId);
        await Assert.ThrowsAsync<RpcException>(() => guarded.Gateway.Responses.RejectSubmissionAsync(new RejectSubmissionRequest { SubmissionId = submission.SubmissionId }, bob).ResponseAsync);
        await Assert.ThrowsAsync<RpcException>(() => guarded.Gateway.Responses.CancelSubmissionAsync(new CancelSubmissionRequest { SubmissionId = submission.SubmissionId }, bob).ResponseAsync);

        var calls = (await OfAsync(guarded, submission)).Where(entry => entry.Principal != AuditEntry.System);
        Assert.Equal(
            [
                ("alice", "Submit", "NEEDS_APPROVAL", "four eyes"), ("alice", "ApproveSubmission", "DENIED", "four eyes"), ("bob", "ApproveSubmission", "ALLOWED", "four eyes"),
                ("bob", "RejectSubmission", "FAILED", "four eyes"), ("bob", "CancelSubmission", "FAILED", ""),
            ],
            calls.Select(entry => (entry.Principal, entry.Operation, entry.Outcome, entry.Rule)));
    }

    [Fact]
    public async Task Expiry_OfApprovalAndOfTheSubmission_IsRecordedWithWhatRanOut()
    {
        await using var guarded = await GuardedGateway.StartAsync(Policy, new SimulatorOptions { TimeProvider = new ScaledTime(60) });
        var admin = new AdminService.AdminServiceClient(guarded.Gateway.Channel);
        await admin.StopSendingAsync(new StopSendingRequest { Reason = "drill" }, await guarded.AsAsync("bob"));
        var unapproved = await guarded.SubmitAsync("alice", Start(guarded));
        var request = new SubmitRequest { Action = guarded.Gateway.Isolate(2), ExpireTime = Timestamp.FromDateTimeOffset(guarded.Gateway.Simulator.Options.TimeProvider.GetUtcNow().AddMinutes(1)) };
        var unsent = (await guarded.Gateway.Responses.SubmitAsync(request, await guarded.AsAsync("alice"))).Submission;
        await guarded.EndOfAsync("alice", unapproved.SubmissionId);
        await guarded.EndOfAsync("alice", unsent.SubmissionId);
        Assert.Equal(("EXPIRED", "four eyes"), await LastOfAsync(unapproved));
        Assert.Equal(("EXPIRED", "expire_time"), await LastOfAsync(unsent));

        async Task<(string Outcome, string Rule)> LastOfAsync(Submission submission) => ((await OfAsync(guarded, submission))[^1].Outcome, (await OfAsync(guarded, submission))[^1].Rule);
    }

    [Fact]
    public async Task AutoRelease_IsRecordedOnce_AsTheServersOwn()
    {
        await using var guarded = await GuardedGateway.StartAsync(
            Policy, new SimulatorOptions { TimeProvider = new ScaledTime(60), TaskCreationDelay = TimeSpan.FromSeconds(1), RunTime = TimeSpan.FromSeconds(1) },
            new() { ["Ksc:CallTimeout"] = "00:10:00", ["Ksc:SendWindow"] = "00:05:00", ["Ksc:TaskAppearTimeout"] = "01:00:00", ["Ksc:TaskPollInterval"] = "00:00:02", ["Ksc:AutoReleaseInterval"] = "00:00:05" });
        var action = guarded.Gateway.Isolate(3);
        action.IsolateHost.ReleaseAfter = Duration.FromTimeSpan(TimeSpan.FromMinutes(3));
        var isolation = await guarded.SubmitAsync("alice", action);
        await guarded.Gateway.Simulator.Ledger.WaitForAsync(entry => entry.Kind == LedgerKind.IncidentAdded, 2);
        var release = Assert.Single((await new AuditLog(guarded.Gateway).NewAsync()).Select(record => record.Entry), entry => entry.Operation == "AutoRelease");
        Assert.Equal((AuditEntry.System, "ALLOWED", "release_after", guarded.Gateway.HostId(3)), (release.Principal, release.Outcome, release.Rule, release.TargetHost));
        Assert.NotEqual(isolation.SubmissionId, release.SubmissionId.ToString());
    }

    [Fact]
    public async Task CallRate_IsRecorded_AndWhatIsLeftOutIsCounted()
    {
        await using var guarded = await GuardedGateway.StartAsync(Policy, settings: new() { ["Security:CallsPerSecond"] = "1" });
        var options = await guarded.AsAsync("alice");
        var refused = 0;
        for (var call = 0; call < 60; call++)
        {
            try
            {
                await guarded.Gateway.Ksc.ListServersAsync(new ListServersRequest(), options);
            }
            catch (RpcException exception)
            {
                Assert.Equal(StatusCode.ResourceExhausted, exception.StatusCode);
                refused++;
            }
        }

        var entries = (await new AuditLog(guarded.Gateway).NewAsync()).Select(record => record.Entry).Where(entry => entry.Rule == "Security:CallsPerSecond").ToList();
        Assert.True(refused > 10, $"{refused} were refused");
        Assert.Equal(10, entries.Count);
        Assert.All(entries, entry => Assert.Equal(("alice", "ListServers", "DENIED"), (entry.Principal, entry.Operation, entry.Outcome)));

        // Somebody else's is recorded, and says how many were not.
        await Assert.ThrowsAsync<RpcException>(() => guarded.Gateway.Ksc.ListServersAsync(new ListServersRequest(), Gateway.Options()).ResponseAsync);
        var next = (await new AuditLog(guarded.Gateway).NewAsync())[^1].Entry;
        Assert.Equal(("authentication", $$"""{"unrecorded_before":"{{refused - 10}}"}"""), (next.Rule, next.DetailJson));
    }

    [Fact]
    public async Task WhatCannotBeRecorded_IsNotDone()
    {
        await using var guarded = await GuardedGateway.StartAsync(Policy);
        var admin = new AdminService.AdminServiceClient(guarded.Gateway.Channel);
        var (alice, bob) = (await guarded.AsAsync("alice"), await guarded.AsAsync("bob"));
        var waiting = await guarded.SubmitAsync("alice", Start(guarded));
        var token = (await admin.CreateTokenAsync(new CreateTokenRequest { Principal = "carol" }, bob)).Token;
        var store = (SqliteSubmissionStore)guarded.Gateway.App.Services.GetRequiredService<ISubmissionStore>();
        await store.RunForTestsAsync("CREATE TEMP TRIGGER no_audit BEFORE INSERT ON audit BEGIN SELECT RAISE(ABORT, 'no record'); END");

        await FailsAsync(() => guarded.Gateway.Responses.SubmitAsync(new SubmitRequest { Action = guarded.Gateway.Isolate(5) }, alice).ResponseAsync);
        await FailsAsync(() => guarded.Gateway.Responses.ApproveSubmissionAsync(new ApproveSubmissionRequest { SubmissionId = waiting.SubmissionId }, bob).ResponseAsync);
        await FailsAsync(() => guarded.Gateway.Responses.CancelSubmissionAsync(new CancelSubmissionRequest { SubmissionId = waiting.SubmissionId }, bob).ResponseAsync);
        await FailsAsync(() => admin.CreateTokenAsync(new CreateTokenRequest { Principal = "mallory" }, bob).ResponseAsync);
        await FailsAsync(() => admin.RevokeTokenAsync(new RevokeTokenRequest { TokenId = token.TokenId }, bob).ResponseAsync);
        await FailsAsync(() => admin.StopSendingAsync(new StopSendingRequest { Reason = "drill" }, bob).ResponseAsync);

        await store.RunForTestsAsync("DROP TRIGGER no_audit");
        var listed = (await guarded.Gateway.Responses.ListSubmissionsAsync(new ListSubmissionsRequest(), bob)).Submissions;
        Assert.Equal((waiting.SubmissionId, SubmissionState.PendingApproval), (Assert.Single(listed).SubmissionId, listed[0].State));
        var tokens = (await admin.ListTokensAsync(new ListTokensRequest(), bob)).Tokens;
        Assert.DoesNotContain(tokens, known => known.Principal == "mallory");
        Assert.Null(tokens.Single(known => known.TokenId == token.TokenId).RevokeTime);
        Assert.False((await admin.GetSendingStateAsync(new GetSendingStateRequest(), bob)).State.Stopped);
        Assert.Empty(guarded.Gateway.Simulator.Ledger.Of(LedgerKind.IncidentAdded));

        static async Task FailsAsync<T>(Func<Task<T>> call) => await Assert.ThrowsAsync<RpcException>(async () => await call());
    }

    private static ResponseAction Start(GuardedGateway guarded) => new()
    {
        TargetHost = guarded.Gateway.HostId(4), StartProcess = new StartProcess { ExecutablePath = @"C:\Temp\tool.exe" },
    };

    private static async Task<List<AuditEntry>> OfAsync(GuardedGateway guarded, Submission submission) =>
        [.. (await new AuditLog(guarded.Gateway).NewAsync()).Select(record => record.Entry).Where(entry => entry.SubmissionId.ToString() == submission.SubmissionId)];
}
