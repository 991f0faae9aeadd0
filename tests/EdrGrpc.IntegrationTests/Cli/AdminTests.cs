using System.Runtime.Versioning;
using System.Text.Json;
using EdrGrpc.Contract.V1;
using EdrGrpc.IntegrationTests.Support;
using Xunit;

namespace EdrGrpc.IntegrationTests.Cli;

/// <summary>edrctl with tokens and a policy: approvals and the administration of the gateway.</summary>
public sealed class AdminTests(AdminTests.Guarded guarded) : IClassFixture<AdminTests.Guarded>
{
    private const string Policy = """
        {
          "roles": {
            "responder": { "tasks": ["get_file", "start_process"], "read": "all" },
            "lead": { "tasks": ["*"], "read": "all", "approve": ["*"] },
            "operator": { "read": "all", "admin": true }
          },
          "bindings": [
            { "principals": ["alice"], "roles": ["responder"] }, { "principals": ["bob"], "roles": ["lead"] }, { "principals": ["olga"], "roles": ["operator"] }
          ],
          "approvals": [ { "name": "four eyes", "tasks": ["start_process"] } ]
        }
        """;

    private Gateway Gateway => guarded.Gateway.Gateway;

    [Fact]
    public async Task Token_WrongOrMissing_IsRefusedWith3AndNeverPrinted()
    {
        var none = (await new Edrctl(Gateway).RunAsync("list")).Ended(3);
        var wrong = new Edrctl(Gateway) { Environment = { ["EDRCTL_TOKEN"] = "edr_not-a-token-1234567890" } };
        var refused = (await wrong.RunAsync("list")).Ended(3);

        Assert.Contains("UNAUTHENTICATED", none.Errors, StringComparison.Ordinal);
        Assert.Contains("UNAUTHENTICATED", refused.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("not-a-token", refused.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Approve_And_Reject_BySomebodyElse()
    {
        var alice = await AsAsync("alice");
        var bob = await AsAsync("bob");
        string[] start = ["submit", "start-process", "--path", @"C:\a.exe", "--host", Gateway.HostId(0)];
        var first = (await alice.RunAsync(start)).Ended(0).Message<SubmitResponse>().Submission;
        Assert.Equal(SubmissionState.PendingApproval, first.State);
        Assert.Contains("PERMISSION_DENIED", (await alice.RunAsync("approve", first.SubmissionId)).Ended(3).Errors, StringComparison.Ordinal);

        var approved = (await bob.RunAsync("approve", first.SubmissionId, "--comment", "case 7")).Ended(0).Message<Submission>();
        Assert.Equal(("bob", "case 7", true), (approved.Approval.Approver, approved.Approval.Comment, approved.Approval.Approved));
        (await alice.RunAsync("watch", first.SubmissionId)).Ended(0);

        var second = (await alice.RunAsync(start)).Ended(0).Message<SubmitResponse>().Submission;
        Assert.Equal(SubmissionState.Denied, (await bob.RunAsync("reject", second.SubmissionId, "--comment", "no")).Ended(0).Message<Submission>().State);
        (await alice.RunAsync("watch", second.SubmissionId)).Ended(3);
        Assert.Contains("refused by bob: no", (await alice.RunAsync("get", second.SubmissionId, "-o", "text")).Ended(0).Output, StringComparison.Ordinal);
    }

    [Fact]
    [UnsupportedOSPlatform("windows")]
    public async Task Token_CreateListRevoke_WorksUntilItIsRevoked()
    {
        var olga = await AsAsync("olga");
        var file = Path.Combine(Gateway.Folder, $"token-{Guid.NewGuid()}");
        var made = (await olga.RunAsync("token", "create", "bob", "--description", "night shift", "--expire-in", "2d", "--out", file)).Ended(0).Message<CreateTokenResponse>();
        Assert.Equal(("", "bob", "night shift"), (made.Secret, made.Token.Principal, made.Token.Description));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        (await olga.RunAsync("token", "create", "bob", "--out", file)).Ended(2);

        var bob = new Edrctl(Gateway);
        (await bob.RunAsync("list", "--token-file", file)).Ended(0);
        Assert.Contains((await olga.RunAsync("token", "list")).Ended(0).Messages<Token>(), token => token.TokenId == made.Token.TokenId);
        Assert.NotNull((await olga.RunAsync("token", "revoke", made.Token.TokenId)).Ended(0).Message<Token>().RevokeTime);
        (await bob.RunAsync("list", "--token-file", file)).Ended(3);

        var shown = (await olga.RunAsync("token", "create", "bob", "-o", "text")).Ended(0);
        (await new Edrctl(Gateway) { Environment = { ["EDRCTL_TOKEN"] = Assert.Single(shown.Lines) } }.RunAsync("list")).Ended(0);
    }

    [Fact]
    public async Task Sending_StopStatusResume_AreTheKillSwitch()
    {
        var olga = await AsAsync("olga");
        (await olga.RunAsync("sending", "stop")).Ended(2);
        try
        {
            Assert.True((await olga.RunAsync("sending", "stop", "--reason", "drill")).Ended(0).Message<SendingState>().Stopped);
            Assert.Contains("STOPPED", (await olga.RunAsync("sending", "status", "-o", "text")).Ended(0).Output, StringComparison.Ordinal);
            (await (await AsAsync("alice")).RunAsync("sending", "resume")).Ended(3);
        }
        finally
        {
            Assert.False((await olga.RunAsync("sending", "resume")).Ended(0).Message<SendingState>().Stopped);
        }
    }

    [Fact]
    public async Task Policy_CheckAndExplain_SayWhatWouldBe()
    {
        var olga = await AsAsync("olga");
        Assert.Empty((await olga.RunAsync("policy", "check", guarded.Gateway.PolicyFile)).Ended(0).Message<CheckPolicyResponse>().Problems);
        var wrong = Path.Combine(Gateway.Folder, "wrong-policy.json");
        await File.WriteAllTextAsync(wrong, """{ "roles": {}, "bindings": [ { "principals": ["x"], "roles": ["nobody"] } ] }""");
        Assert.Contains("nobody", (await olga.RunAsync("policy", "check", wrong, "-o", "text")).Ended(3).Errors, StringComparison.Ordinal);
        (await olga.RunAsync("policy", "check", "/no/such/file")).Ended(2);

        string[] explain = ["policy", "explain", "--host-name", Gateway.Simulator.Hosts.All[1].DisplayName];
        var denied = (await olga.RunAsync([.. explain, "--as", "alice", "--task", "isolate_host"])).Ended(3).Message<ExplainPolicyResponse>();
        var approval = (await olga.RunAsync([.. explain, "--as", "alice", "--task", "start-process", "--path", @"C:\a.exe"])).Ended(0).Message<ExplainPolicyResponse>();
        var allowed = (await olga.RunAsync([.. explain, "--as", "bob", "--task", "isolate_host", "--release"])).Ended(0).Message<ExplainPolicyResponse>();
        Assert.Equal((PolicyVerdict.Denied, PolicyVerdict.NeedsApproval, PolicyVerdict.Allowed), (denied.Verdict, approval.Verdict, allowed.Verdict));
        Assert.Equal(["release"], allowed.Effects);
    }

    [Fact]
    public async Task Audit_ExportAndVerify_AreTheRecordInOcsfsNames()
    {
        var olga = await AsAsync("olga");
        var id = (await (await AsAsync("alice")).RunAsync("submit", "get-file", "--path", @"C:\a", "--host", Gateway.HostId(2))).Ended(0).Message<SubmitResponse>().Submission.SubmissionId;
        await guarded.Gateway.EndOfAsync("alice", id);

        var records = (await olga.RunAsync("audit", "export")).Ended(0).Json();
        Assert.Equal(Enumerable.Range(1, records.Count).Select(number => (long)number), records.Select(record => record.GetProperty("metadata").GetProperty("sequence").GetInt64()));
        var submit = records.First(record => record.TryGetProperty("unmapped", out var more) && more.TryGetProperty("submission_id", out var text) && text.GetString() == id);
        Assert.Equal((6003, "alice", "Submit", Gateway.HostId(2)), (
            submit.GetProperty("class_uid").GetInt32(), submit.GetProperty("actor").GetProperty("user").GetProperty("name").GetString(),
            submit.GetProperty("api").GetProperty("operation").GetString(), submit.GetProperty("device").GetProperty("uid").GetString()));

        var later = (await olga.RunAsync("audit", "export", "--from-sequence", "2")).Ended(0).Json();
        Assert.Equal(2, later[0].GetProperty("metadata").GetProperty("sequence").GetInt64());
        Assert.True((await olga.RunAsync("audit", "verify")).Ended(0).Message<VerifyAuditResponse>().Intact);
        (await (await AsAsync("alice")).RunAsync("audit", "export")).Ended(3);
    }

    private async Task<Edrctl> AsAsync(string principal) => new(Gateway) { Environment = { ["EDRCTL_TOKEN"] = await guarded.Gateway.SecretAsync(principal) } };

    /// <summary>One gateway with the policy for all tests of the class.</summary>
    public sealed class Guarded : IAsyncLifetime
    {
        internal GuardedGateway Gateway { get; private set; } = null!;

        public async ValueTask InitializeAsync() => Gateway = await GuardedGateway.StartAsync(Policy);

        public ValueTask DisposeAsync() => Gateway.DisposeAsync();
    }
}
