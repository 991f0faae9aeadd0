using EdrGrpc.Contract.V1;
using EdrGrpc.IntegrationTests.Support;
using EdrGrpc.Ksc.Simulator;
using Grpc.Core;
using Xunit;

namespace EdrGrpc.IntegrationTests.Access;

/// <summary>Four eyes: what a rule names waits for another person.</summary>
public sealed class ApprovalTests
{
    private const string Policy = """
        {
          "roles": { "responder": { "tasks": ["*"], "read": "all" }, "lead": { "tasks": ["*"], "read": "all", "approve": ["*"] } },
          "bindings": [ { "principals": ["alice"], "roles": ["responder"] }, { "principals": ["bob", "carol"], "roles": ["lead"] } ],
          "approvals": [ { "name": "four eyes", "tasks": ["start_process"] } ]
        }
        """;

    [Fact]
    public async Task Approved_IsSentOnce_AndSaysWhoApproved()
    {
        await using var guarded = await GuardedGateway.StartAsync(Policy);
        var submission = await guarded.SubmitAsync("alice", Start(guarded));
        Assert.Equal((SubmissionState.PendingApproval, "four eyes"), (submission.State, submission.Approval.Rule));
        await guarded.SubmitAsync("alice", guarded.Gateway.Isolate(1));
        Assert.DoesNotContain(guarded.Gateway.Simulator.Ledger.Of(LedgerKind.IncidentAdded), incident => incident.HostId == guarded.Gateway.HostId(0));

        var approved = await guarded.Gateway.Responses.ApproveSubmissionAsync(
            new ApproveSubmissionRequest { SubmissionId = submission.SubmissionId, Comment = "case 7" }, await guarded.AsAsync("bob"));

        Assert.Equal(("bob", "case 7", true), (approved.Submission.Approval.Approver, approved.Submission.Approval.Comment, approved.Submission.Approval.Approved));
        Assert.Equal(SubmissionState.Succeeded, (await guarded.EndOfAsync("alice", submission.SubmissionId)).State);
        Assert.Single(guarded.Gateway.Simulator.Ledger.Of(LedgerKind.IncidentAdded), incident => incident.HostId == guarded.Gateway.HostId(0));
    }

    [Fact]
    public async Task Refused_EndsDenied_AndIsNeverSent()
    {
        await using var guarded = await GuardedGateway.StartAsync(Policy);
        var submission = await guarded.SubmitAsync("alice", Start(guarded));
        await guarded.Gateway.Responses.RejectSubmissionAsync(new RejectSubmissionRequest { SubmissionId = submission.SubmissionId }, await guarded.AsAsync("bob"));
        Assert.Equal(SubmissionState.Denied, (await guarded.EndOfAsync("alice", submission.SubmissionId)).State);
        Assert.Empty(guarded.Gateway.Simulator.Ledger.Of(LedgerKind.IncidentAdded));
    }

    [Theory]
    [InlineData("bob", "bob")]
    [InlineData("alice", "alice")]
    public async Task OnesOwn_IsNeverApprovedByOneself(string submitter, string approver)
    {
        await using var guarded = await GuardedGateway.StartAsync(Policy);
        var submission = await guarded.SubmitAsync(submitter, Start(guarded));
        var options = await guarded.AsAsync(approver);
        var refused = await Assert.ThrowsAsync<RpcException>(
            () => guarded.Gateway.Responses.ApproveSubmissionAsync(new ApproveSubmissionRequest { SubmissionId = submission.SubmissionId }, options).ResponseAsync);
        Assert.Equal(StatusCode.PermissionDenied, refused.StatusCode);
    }

    [Fact]
    public async Task DecidedTwice_TheSecondIsRefused()
    {
        await using var guarded = await GuardedGateway.StartAsync(Policy);
        var submission = await guarded.SubmitAsync("alice", Start(guarded));
        await guarded.Gateway.Responses.ApproveSubmissionAsync(new ApproveSubmissionRequest { SubmissionId = submission.SubmissionId }, await guarded.AsAsync("bob"));
        var options = await guarded.AsAsync("carol");
        var refused = await Assert.ThrowsAsync<RpcException>(
            () => guarded.Gateway.Responses.RejectSubmissionAsync(new RejectSubmissionRequest { SubmissionId = submission.SubmissionId }, options).ResponseAsync);
        Assert.Equal(StatusCode.FailedPrecondition, refused.StatusCode);
    }

    [Fact]
    public async Task ApprovedWhileALaterOneOfItsKindIsBeingSent_WaitsForIt_AndBothEnd()
    {
        await using var guarded = await GuardedGateway.StartAsync(Policy.Replace("[\"start_process\"] }", "[\"start_process\"], \"except_roles\": [\"lead\"] }", StringComparison.Ordinal));
        guarded.Gateway.Simulator.Faults.On("HostGroup.AddIncident").Times(1).LoseAnswer();
        var waiting = await guarded.SubmitAsync("alice", Start(guarded));
        var later = await guarded.SubmitAsync("carol", Start(guarded));
        await guarded.EventsUntilAsync("carol", later.SubmissionId, change => change.State == SubmissionState.Reconciling);

        await guarded.Gateway.Responses.ApproveSubmissionAsync(new ApproveSubmissionRequest { SubmissionId = waiting.SubmissionId }, await guarded.AsAsync("bob"));

        var (first, second) = (await guarded.EndOfAsync("carol", later.SubmissionId), await guarded.EndOfAsync("alice", waiting.SubmissionId));
        Assert.Equal((SubmissionState.Succeeded, SubmissionState.Succeeded), (first.State, second.State));
        Assert.True(first.IncidentId < second.IncidentId);
    }

    private static ResponseAction Start(GuardedGateway guarded) => new()
    {
        TargetHost = guarded.Gateway.HostId(0), StartProcess = new StartProcess { ExecutablePath = @"C:\Temp\tool.exe" },
    };
}
