using EdrGrpc.Contract.V1;
using EdrGrpc.IntegrationTests.Support;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Grpc.Core;
using Xunit;

namespace EdrGrpc.IntegrationTests.Audit;

/// <summary>Every RPC of the contract: one that changes something is recorded once, and so is the refusal of any. A new RPC has to be named here.</summary>
public sealed class EveryRpcTests
{
    private const string Policy = """
        {
          "roles": {
            "lead": { "tasks": ["*"], "read": "all", "cancel": "all", "approve": ["*"], "admin": true },
            "watcher": { "tasks": [], "read": "own" }
          },
          "bindings": [ { "principals": ["alice", "bob"], "roles": ["lead"] }, { "principals": ["walter"], "roles": ["watcher"] } ],
          "approvals": [ { "name": "four eyes", "tasks": ["start_process"] } ]
        }
        """;

    // What these answer with is not a decision; that they were refused is.
    private static readonly HashSet<string> Reading = new(StringComparer.Ordinal)
    {
        "GetSubmission", "ListSubmissions", "WatchSubmission", "WatchSubmissions", "ListIsolatedHosts", "GetCapabilities", "ListServers", "GetServerStatus", "FindHosts",
        "ListTokens", "GetSendingState", "ExplainPolicy", "CheckPolicy", "ExportAudit", "VerifyAudit",
    };

    private static readonly Dictionary<string, string> Outcomes = new(StringComparer.Ordinal)
    {
        ["Submit"] = "ALLOWED", ["SubmitBatch"] = "ALLOWED", ["SubmitAndWatch"] = "ALLOWED", ["CancelSubmission"] = "ALLOWED", ["CancelBatch"] = "ALLOWED",
        ["ApproveSubmission"] = "ALLOWED", ["RejectSubmission"] = "ALLOWED", ["CreateToken"] = "ALLOWED", ["RevokeToken"] = "ALLOWED", ["StopSending"] = "ALLOWED",
        ["ResumeSending"] = "ALLOWED",
    };

    public static TheoryData<string> Mutating() => [.. RpcCall.All.Select(rpc => rpc.Name).Where(name => !Reading.Contains(name))];

    [Theory]
    [MemberData(nameof(Mutating))]
    public async Task MutatingRpc_IsRecordedOnce_WithWhoFromWhereAndWhat(string name)
    {
        Assert.True(Outcomes.TryGetValue(name, out var outcome), $"{name} is new: say in this test what the audit record holds of it, or that it only reads.");
        await using var guarded = await GuardedGateway.StartAsync(Policy);
        var rpc = RpcCall.All.Single(rpc => rpc.Name == name);
        var request = await RequestAsync(guarded, rpc);
        var options = await guarded.AsAsync("bob");
        var log = new AuditLog(guarded.Gateway);
        await log.NewAsync();

        Assert.Equal(StatusCode.OK, await RpcCall.RunAsync(guarded.Gateway, rpc, request, options));

        var entry = await log.OnlyCallAsync();
        Assert.Equal(("bob", "127.0.0.1", name, outcome), (entry.Principal, entry.Peer, entry.Operation, entry.Outcome));
        if (rpc.Service == ResponseService.Descriptor)
        {
            Assert.NotNull(entry.SubmissionId);
            Assert.Equal(("default", guarded.Gateway.HostId(0)), (entry.Server, entry.TargetHost));
        }
    }

    [Fact]
    public async Task EveryRpc_WithoutAuthentication_IsRecordedOnceAsDenied()
    {
        await using var guarded = await GuardedGateway.StartAsync(Policy, settings: new() { ["Security:FailedAuthenticationsPerMinute"] = "1000" });
        var log = new AuditLog(guarded.Gateway);
        foreach (var rpc in RpcCall.All.Take(10))
        {
            await log.NewAsync();
            Assert.Equal(StatusCode.Unauthenticated, await RpcCall.RunAsync(guarded.Gateway, rpc, await RequestAsync(guarded, rpc), Gateway.Options()));
            var entry = (await log.NewAsync()).Single(record => record.Entry.Rule == "authentication").Entry;
            Assert.Equal(("unauthenticated", "127.0.0.1", rpc.Name, "DENIED"), (entry.Principal, entry.Peer, entry.Operation, entry.Outcome));
        }

        // A stranger cannot fill the disk: the rest of the minute is counted, and told with the next record.
        await log.NewAsync();
        foreach (var rpc in RpcCall.All.Skip(10))
        {
            Assert.Equal(StatusCode.Unauthenticated, await RpcCall.RunAsync(guarded.Gateway, rpc, new Google.Protobuf.WellKnownTypes.Empty(), Gateway.Options()));
        }

        Assert.Empty(await log.NewAsync());
    }

    [Fact]
    public async Task EveryRpc_WithoutARole_IsRecordedOnceAsDenied()
    {
        await using var guarded = await GuardedGateway.StartAsync(Policy);
        var options = await guarded.AsAsync("nobody");
        var log = new AuditLog(guarded.Gateway);
        foreach (var rpc in RpcCall.All)
        {
            var request = await RequestAsync(guarded, rpc);
            await log.NewAsync();
            Assert.Equal(StatusCode.PermissionDenied, await RpcCall.RunAsync(guarded.Gateway, rpc, request, options));
            var entry = await log.OnlyCallAsync();
            Assert.Equal(("nobody", rpc.Name, "DENIED", "roles"), (entry.Principal, entry.Operation, entry.Outcome, entry.Rule));
        }
    }

    [Theory]
    [InlineData("GetSubmission")]
    [InlineData("WatchSubmission")]
    public async Task SubmissionOfAnother_ThatMayNotBeSeen_IsRecordedAsDenied(string name)
    {
        await using var guarded = await GuardedGateway.StartAsync(Policy);
        var rpc = RpcCall.All.Single(rpc => rpc.Name == name);
        var request = await RequestAsync(guarded, rpc);
        var options = await guarded.AsAsync("walter");
        var log = new AuditLog(guarded.Gateway);
        await log.NewAsync();
        Assert.Equal(StatusCode.NotFound, await RpcCall.RunAsync(guarded.Gateway, rpc, request, options));
        var entry = await log.OnlyCallAsync();
        Assert.Equal(("walter", name, "DENIED", true), (entry.Principal, entry.Operation, entry.Outcome, entry.SubmissionId is not null));
    }

    [Fact]
    public void EveryRpc_IsEitherReadingOrExpectedInTheRecord()
    {
        var names = RpcCall.All.Select(rpc => rpc.Name).ToHashSet(StringComparer.Ordinal);
        Assert.Equal(names.Order(), Reading.Concat(Outcomes.Keys).Order());
    }

    /// <summary>A request that the RPC can do, with what it needs made by alice on the first host, whose submissions wait behind the kill switch or for approval.</summary>
    private static async Task<IMessage> RequestAsync(GuardedGateway guarded, MethodDescriptor rpc)
    {
        var admin = new AdminService.AdminServiceClient(guarded.Gateway.Channel);
        var action = guarded.Gateway.Isolate(0);
        switch (rpc.Name)
        {
            case "Submit":
                return new SubmitRequest { Action = action };
            case "SubmitAndWatch":
                return new SubmitAndWatchRequest { Action = action };
            case "SubmitBatch":
                return new SubmitBatchRequest { Items = { new BatchItem { Action = action } } };
            case "GetSubmission":
                return new GetSubmissionRequest { SubmissionId = await WaitingAsync() };
            case "WatchSubmission":
                return new WatchSubmissionRequest { SubmissionId = await WaitingAsync() };
            case "CancelSubmission":
                return new CancelSubmissionRequest { SubmissionId = await WaitingAsync() };
            case "ApproveSubmission":
                return new ApproveSubmissionRequest { SubmissionId = await WaitingAsync() };
            case "RejectSubmission":
                return new RejectSubmissionRequest { SubmissionId = await WaitingAsync() };
            case "CancelBatch":
                var batch = new SubmitBatchRequest { Items = { new BatchItem { Action = Start() } } };
                return new CancelBatchRequest { BatchId = (await guarded.Gateway.Responses.SubmitBatchAsync(batch, await guarded.AsAsync("alice"))).BatchId };
            case "CreateToken":
                return new CreateTokenRequest { Principal = "carol" };
            case "RevokeToken":
                return new RevokeTokenRequest { TokenId = (await admin.CreateTokenAsync(new CreateTokenRequest { Principal = "carol" }, await guarded.AsAsync("alice"))).Token.TokenId };
            case "StopSending":
                return new StopSendingRequest { Reason = "drill" };
            case "ExplainPolicy":
                return new ExplainPolicyRequest { Action = action };
            case "CheckPolicy":
                return new CheckPolicyRequest { Policy = Policy };
            case "FindHosts":
                return new FindHostsRequest { Text = "HOST" };
            default:
                return new Google.Protobuf.WellKnownTypes.Empty();
        }

        async Task<string> WaitingAsync() => (await guarded.SubmitAsync("alice", Start())).SubmissionId;

        ResponseAction Start() => new() { TargetHost = guarded.Gateway.HostId(0), StartProcess = new StartProcess { ExecutablePath = @"C:\Temp\tool.exe" } };
    }
}
