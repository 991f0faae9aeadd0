using EdrGrpc.Contract.V1;
using EdrGrpc.IntegrationTests.Support;
using EdrGrpc.Ksc.Simulator;
using EdrGrpc.Submissions.Audit;
using Google.Protobuf.WellKnownTypes;
using Google.Rpc;
using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace EdrGrpc.IntegrationTests.Access;

/// <summary>Safety rails: protected hosts, blast radius, kill switch, releases by themselves, and the record of it all.</summary>
public sealed class RailsTests
{
    private const string Policy = """
        {
          "roles": { "lead": { "tasks": ["*"], "read": "all", "cancel": "all", "approve": ["*"], "admin": true } },
          "bindings": [ { "principals": ["alice", "bob"], "roles": ["lead"] } ],
          "protected_hosts": [ { "name": "crown jewels", "hosts": { "names": ["HOST-0001"] } } ],
          "limits": [ { "name": "two isolations", "effects": ["isolate"], "per": "principal", "max": 2, "window": "01:00:00" } ]
        }
        """;

    [Fact]
    public async Task ProtectedHost_IsRefusedAtSubmit_AndWhenKscWasDownThen_BeforeSending()
    {
        await using var guarded = await GuardedGateway.StartAsync(Policy);
        var refused = await RefusalAsync(guarded, guarded.Gateway.Isolate(0));
        Assert.Equal(StatusCode.FailedPrecondition, refused.StatusCode);
        Assert.Equal("crown jewels", refused.GetRpcStatus()!.GetDetail<ErrorInfo>()!.Metadata["rule"]);

        await using var second = await GuardedGateway.StartAsync(Policy);
        await second.Gateway.Simulator.StopListeningAsync();
        var waiting = await second.SubmitAsync("alice", second.Gateway.Isolate(0));
        Assert.Equal(SubmissionState.Accepted, waiting.State);
        await second.Gateway.Simulator.StartListeningAsync();
        var ended = await second.EndOfAsync("alice", waiting.SubmissionId);
        Assert.Equal(SubmissionState.Denied, ended.State);
        Assert.Empty(second.Gateway.Simulator.Ledger.Of(LedgerKind.IncidentAdded));
    }

    [Fact]
    public async Task BlastRadius_HoldsForEachPrincipal_AlsoInABatch_AndInParallel()
    {
        await using var guarded = await GuardedGateway.StartAsync(Policy);
        var options = await guarded.AsAsync("alice");
        var tries = await Task.WhenAll(Enumerable.Range(1, 8).Select(async host =>
        {
            try
            {
                await guarded.Gateway.Responses.SubmitAsync(new SubmitRequest { RequestId = Guid.NewGuid().ToString(), Action = guarded.Gateway.Isolate(host) }, options);
                return StatusCode.OK;
            }
            catch (RpcException exception)
            {
                Assert.NotNull(exception.GetRpcStatus()!.GetDetail<RetryInfo>());
                return exception.StatusCode;
            }
        }));
        Assert.Equal(2, tries.Count(code => code == StatusCode.OK));
        Assert.Equal(6, tries.Count(code => code == StatusCode.ResourceExhausted));

        var batch = new SubmitBatchRequest { RequestId = Guid.NewGuid().ToString() };
        batch.Items.Add(Enumerable.Range(1, 3).Select(host => new BatchItem { Action = guarded.Gateway.Isolate(host) }));
        var bob = await guarded.AsAsync("bob");
        var refused = await Assert.ThrowsAsync<RpcException>(() => guarded.Gateway.Responses.SubmitBatchAsync(batch, bob).ResponseAsync);
        Assert.Equal(StatusCode.ResourceExhausted, refused.StatusCode);
        await guarded.SubmitAsync("bob", guarded.Gateway.Isolate(9));
    }

    [Fact]
    public async Task KillSwitch_StopsSendingAtOnce_SurvivesARestart_AndIsTold()
    {
        await using var guarded = await GuardedGateway.StartAsync(Policy);
        var admin = new AdminService.AdminServiceClient(guarded.Gateway.Channel);
        await admin.StopSendingAsync(new StopSendingRequest { Reason = "wrong playbook" }, await guarded.AsAsync("bob"));
        var submission = await guarded.SubmitAsync("alice", guarded.Gateway.Isolate(1));
        await guarded.EventsUntilAsync("alice", submission.SubmissionId, step => step.Submission.WaitingReason.Contains("stopped by bob: wrong playbook", StringComparison.Ordinal));
        await guarded.Gateway.StopAsync();
        await guarded.Gateway.StartAgainAsync();
        admin = new AdminService.AdminServiceClient(guarded.Gateway.Channel);
        Assert.True((await admin.GetSendingStateAsync(new GetSendingStateRequest(), await guarded.AsAsync("alice"))).State.Stopped);
        Assert.Empty(guarded.Gateway.Simulator.Ledger.Of(LedgerKind.IncidentAdded));

        await admin.ResumeSendingAsync(new ResumeSendingRequest(), await guarded.AsAsync("bob"));
        Assert.Equal(SubmissionState.Succeeded, (await guarded.EndOfAsync("alice", submission.SubmissionId)).State);
    }

    [Fact]
    public async Task ReleaseAfter_ReleasesOnce_LinkedAndListed()
    {
        await using var guarded = await GuardedGateway.StartAsync(
            Policy, new SimulatorOptions { TimeProvider = new ScaledTime(60), TaskCreationDelay = TimeSpan.FromSeconds(1), RunTime = TimeSpan.FromSeconds(1) },
            new Dictionary<string, string?>
            {
                ["Ksc:CallTimeout"] = "00:10:00", ["Ksc:SendWindow"] = "00:05:00", ["Ksc:TaskAppearTimeout"] = "01:00:00", ["Ksc:TaskPollInterval"] = "00:00:02",
                ["Ksc:TaskPollMaxInterval"] = "00:00:05", ["Ksc:RetryDelay"] = "00:00:02", ["Ksc:AutoReleaseInterval"] = "00:00:05",
            });
        var action = guarded.Gateway.Isolate(3);
        action.IsolateHost.ReleaseAfter = Duration.FromTimeSpan(TimeSpan.FromMinutes(3));
        var isolation = await guarded.SubmitAsync("alice", action);
        Assert.Equal(SubmissionState.Succeeded, (await guarded.EndOfAsync("alice", isolation.SubmissionId)).State);
        var listed = await guarded.Gateway.Responses.ListIsolatedHostsAsync(new ListIsolatedHostsRequest(), await guarded.AsAsync("alice"));
        Assert.Equal((guarded.Gateway.HostId(3), true), (Assert.Single(listed.Hosts).TargetHost, listed.Hosts[0].Confirmed));

        var added = await guarded.Gateway.Simulator.Ledger.WaitForAsync(entry => entry.Kind == LedgerKind.IncidentAdded, 2);
        Assert.Contains("\"action\":0", added[1].Body, StringComparison.Ordinal);
        var now = (await guarded.Gateway.Responses.GetSubmissionAsync(new GetSubmissionRequest { SubmissionId = isolation.SubmissionId }, await guarded.AsAsync("alice"))).Submission;
        var release = await guarded.EndOfAsync("alice", now.ReleaseSubmissionId);
        Assert.Equal((SubmissionState.Succeeded, isolation.SubmissionId), (release.State, release.IsolationSubmissionId));
        Assert.Empty((await guarded.Gateway.Responses.ListIsolatedHostsAsync(new ListIsolatedHostsRequest(), await guarded.AsAsync("alice"))).Hosts);
        Assert.Equal(2, guarded.Gateway.Simulator.Ledger.Of(LedgerKind.IncidentAdded).Count);
    }

    [Fact]
    public async Task AuditRecord_TellsWhoDidWhat_AndAnEditIsFound()
    {
        await using var guarded = await GuardedGateway.StartAsync(Policy);
        var admin = new AdminService.AdminServiceClient(guarded.Gateway.Channel);
        var submission = await guarded.SubmitAsync("alice", guarded.Gateway.Isolate(2));
        await guarded.EndOfAsync("alice", submission.SubmissionId);
        await RefusalAsync(guarded, guarded.Gateway.Isolate(0));

        var records = new List<Contract.V1.AuditRecord>();
        using (var export = admin.ExportAudit(new ExportAuditRequest(), await guarded.AsAsync("bob")))
        {
            await foreach (var message in export.ResponseStream.ReadAllAsync())
            {
                records.Add(message.Record);
            }
        }

        Assert.Equal(Enumerable.Range(1, records.Count).Select(number => (long)number), records.Select(record => record.Sequence));
        Assert.Contains(records, record => record is { Principal: "alice", Operation: "Submit", Outcome: "ALLOWED" } && record.SubmissionId == submission.SubmissionId);
        Assert.Contains(records, record => record is { Principal: "alice", Operation: "Submit", Outcome: "DENIED", Rule: "crown jewels" });
        Assert.Contains(records, record => record.Outcome == "INCIDENT_ADDED" && record.IncidentId > 0);
        Assert.Contains(records, record => record.Outcome == "SUCCEEDED");
        Assert.True((await admin.VerifyAuditAsync(new VerifyAuditRequest(), await guarded.AsAsync("bob"))).Intact);

        await guarded.Gateway.StopAsync();
        await using (var connection = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={guarded.Gateway.StorePath};Pooling=False"))
        {
            await connection.OpenAsync(TestContext.Current.CancellationToken);
            await using var edit = connection.CreateCommand();
            edit.CommandText = "UPDATE audit SET principal = 'mallory' WHERE sequence = 3";
            Assert.Equal(1, await edit.ExecuteNonQueryAsync(TestContext.Current.CancellationToken));
        }

        await guarded.Gateway.StartAgainAsync();
        var found = await guarded.Gateway.App.Services.GetRequiredService<AuditVerifier>().RunAsync(null, TestContext.Current.CancellationToken);
        Assert.Equal(3, found.FirstBadSequence);
    }

    private static async Task<RpcException> RefusalAsync(GuardedGateway guarded, ResponseAction action) =>
        await Assert.ThrowsAsync<RpcException>(() => guarded.SubmitAsync("alice", action));
}
