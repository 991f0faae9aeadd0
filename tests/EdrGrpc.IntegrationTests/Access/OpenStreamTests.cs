using EdrGrpc.Contract.V1;
using EdrGrpc.IntegrationTests.Support;
using Grpc.Core;
using Xunit;

namespace EdrGrpc.IntegrationTests.Access;

/// <summary>Streams that are open when their caller loses the right to them end before the next event; those of others go on.</summary>
public sealed class OpenStreamTests : IAsyncLifetime
{
    private static readonly TimeSpan ShortLife = TimeSpan.FromHours(1);
    private readonly ShiftedTime _time = new();
    private GuardedGateway _guarded = null!;

    public static MatrixTheoryData<string, string> Combinations =>
        new([nameof(OpenStream.One), nameof(OpenStream.Many), nameof(OpenStream.Submitting)], ["policy", "unbound", "revoked", "expired"]);

    private static string Policy(string alice) => $$"""
        {
          "roles": {
            "responder": { "tasks": ["*"], "read": "own" }, "reader": { "read": "all" }, "blind": { "tasks": ["*"], "read": "none" },
            "lead": { "read": "all", "approve": ["*"], "admin": true }
          },
          "bindings": [ {{alice}} { "principals": ["bob"], "roles": ["lead"] }, { "principals": ["carol"], "roles": ["reader"] } ],
          "approvals": [ { "name": "four eyes", "tasks": ["start_process"] } ]
        }
        """;

    public async ValueTask InitializeAsync()
    {
        var simulator = Gateway.Fast();
        simulator.TimeProvider = _time;
        _guarded = await GuardedGateway.StartAsync(Policy("""{ "principals": ["alice"], "roles": ["responder"] },"""), simulator);
    }

    public ValueTask DisposeAsync() => _guarded.DisposeAsync();

    [Theory]
    [MemberData(nameof(Combinations))]
    public async Task RightTaken_EndsTheStreamBeforeTheNextEvent_AndNoOther(string kind, string way)
    {
        var gateway = _guarded.Gateway;
        var (secret, tokenId) = await _guarded.NewTokenAsync("alice", ShortLife);
        var (first, stream) = await OpenAsync(kind, GuardedGateway.With(secret));
        using var open = stream;
        using var others = OpenStream.Many(gateway, await _guarded.AsAsync("carol"));
        using var sameCallerOtherToken = OpenStream.One(gateway, first, await _guarded.AsAsync("alice"));
        await others.CatchUpAsync();
        await sameCallerOtherToken.CatchUpAsync();

        switch (way)
        {
            case "policy":
                await _guarded.ChangePolicyAsync(Policy("""{ "principals": ["alice"], "roles": ["blind"] },"""));
                break;
            case "unbound":
                await _guarded.ChangePolicyAsync(Policy(""));
                break;
            case "revoked":
                await new AdminService.AdminServiceClient(gateway.Channel).RevokeTokenAsync(new RevokeTokenRequest { TokenId = tokenId.ToString() }, await _guarded.AsAsync("bob"));
                break;
            default:
                _time.Advance(ShortLife + TimeSpan.FromSeconds(1));
                break;
        }

        await gateway.Responses.RejectSubmissionAsync(new RejectSubmissionRequest { SubmissionId = first }, await _guarded.AsAsync("bob"));

        var ofPolicy = way is "policy" or "unbound";
        Assert.Equal(ofPolicy ? StatusCode.PermissionDenied : StatusCode.Unauthenticated, (await open.RefusalAsync()).Code);
        Assert.Equal(SubmissionState.Denied, (await others.NextEventAsync())!.State);
        if (ofPolicy)
        {
            Assert.Equal(StatusCode.PermissionDenied, (await sameCallerOtherToken.RefusalAsync()).Code);
        }
        else
        {
            Assert.Equal(SubmissionState.Denied, (await sameCallerOtherToken.NextEventAsync())!.State);
            Assert.Null(await sameCallerOtherToken.NextEventAsync());
        }
    }

    [Fact]
    public async Task RightNarrowedToOwn_GoesOn_WithoutOthersEvents()
    {
        var gateway = _guarded.Gateway;
        await _guarded.ChangePolicyAsync(Policy("""{ "principals": ["alice"], "roles": ["responder", "reader"] }, { "principals": ["mallory"], "roles": ["responder"] },"""));
        var foreign = await _guarded.SubmitAsync("mallory", Start());
        using var all = OpenStream.Many(gateway, await _guarded.AsAsync("alice"));
        using var one = OpenStream.One(gateway, foreign.SubmissionId, await _guarded.AsAsync("alice"));
        Assert.Single(await all.CatchUpAsync());
        await one.CatchUpAsync();

        await _guarded.ChangePolicyAsync(Policy("""{ "principals": ["alice"], "roles": ["responder"] },"""));
        await gateway.Responses.RejectSubmissionAsync(new RejectSubmissionRequest { SubmissionId = foreign.SubmissionId }, await _guarded.AsAsync("bob"));
        var own = await _guarded.SubmitAsync("alice", Start());

        Assert.Equal(own.SubmissionId, (await all.NextEventAsync())!.SubmissionId);
        Assert.Equal(StatusCode.PermissionDenied, (await one.RefusalAsync()).Code);
    }

    private async Task<(string SubmissionId, OpenStream Stream)> OpenAsync(string kind, CallOptions options)
    {
        var gateway = _guarded.Gateway;
        if (kind == nameof(OpenStream.Submitting))
        {
            var submitting = OpenStream.Submitting(gateway, new SubmitAndWatchRequest { RequestId = Guid.NewGuid().ToString(), Action = Start() }, options);
            return ((await submitting.CatchUpAsync())[0].SubmissionId, submitting);
        }

        var submission = await _guarded.SubmitAsync("alice", Start());
        var stream = kind == nameof(OpenStream.One) ? OpenStream.One(gateway, submission.SubmissionId, options) : OpenStream.Many(gateway, options);
        Assert.Single(await stream.CatchUpAsync());
        return (submission.SubmissionId, stream);
    }

    private ResponseAction Start() => new() { TargetHost = _guarded.Gateway.HostId(0), StartProcess = new StartProcess { ExecutablePath = @"C:\Temp\tool.exe" } };
}
