using EdrGrpc.Contract.V1;
using EdrGrpc.IntegrationTests.Support;
using EdrGrpc.Ksc.Simulator;
using Google.Protobuf;
using Grpc.Core;
using Xunit;

namespace EdrGrpc.IntegrationTests.Access;

/// <summary>Blast radius by effect: for each caller and over all, refused with the advice when to try again or held for a second person.</summary>
public sealed class LimitTests : IAsyncLifetime
{
    private const string Policy = """
        {
          "roles": { "responder": { "tasks": ["*"], "read": "all", "cancel": "all", "approve": ["*"] } },
          "bindings": [ { "principals": ["alice", "bob", "carol"], "roles": ["responder"] } ],
          "protect_infrastructure": false,
          "limits": [
            { "name": "two of one caller", "effects": ["isolate"], "per": "principal", "max": 2, "window": "01:00:00", "beyond": "approve" },
            { "name": "three in all", "effects": ["isolate", "delete"], "max": 3, "window": "02:00:00" }
          ]
        }
        """;

    private static readonly ByteString Archive = ByteString.CopyFrom(Submit.NineTasksTests.Archive());
    private readonly ShiftedTime _time = new();
    private GuardedGateway _guarded = null!;

    public async ValueTask InitializeAsync()
    {
        var simulator = Gateway.Fast();
        simulator.TimeProvider = _time;
        _guarded = await GuardedGateway.StartAsync(Policy, simulator);
    }

    public ValueTask DisposeAsync() => _guarded.DisposeAsync();

    [Fact]
    public async Task BeyondTheLimitOfOneCaller_WaitsForApproval_AndIsSentOnceApproved()
    {
        await AcceptedAsync("alice", _guarded.Gateway.Isolate(0));
        await AcceptedAsync("alice", _guarded.Gateway.Isolate(1));
        var third = await _guarded.SubmitAsync("alice", _guarded.Gateway.Isolate(2));
        Assert.Equal((SubmissionState.PendingApproval, "two of one caller"), (third.State, third.Approval.Rule));

        // Another caller has a count of its own.
        await AcceptedAsync("bob", _guarded.Gateway.Isolate(3));
        await _guarded.Gateway.Responses.ApproveSubmissionAsync(new ApproveSubmissionRequest { SubmissionId = third.SubmissionId }, await _guarded.AsAsync("bob"));
        Assert.Equal(SubmissionState.Succeeded, (await _guarded.EndOfAsync("alice", third.SubmissionId)).State);
    }

    [Fact]
    public async Task BeyondTheLimitOverAll_IsRefusedWithRetryInfo_UntilTheOldestLeavesTheWindow()
    {
        await AcceptedAsync("alice", _guarded.Gateway.Isolate(0));
        _time.Advance(TimeSpan.FromMinutes(30));
        await AcceptedAsync("bob", _guarded.Gateway.Isolate(1));
        await AcceptedAsync("carol", _guarded.Gateway.Isolate(2));

        var refusal = await RefusedAsync("carol", _guarded.Gateway.Isolate(3));
        Assert.Equal(("three in all", StatusCode.ResourceExhausted), (refusal.Metadata["rule"], refusal.Code));
        var retry = refusal.Status.GetDetail<Google.Rpc.RetryInfo>().RetryDelay.ToTimeSpan();
        Assert.InRange(retry, TimeSpan.FromMinutes(89), TimeSpan.FromMinutes(90));

        // What has other effects is not counted, a release neither.
        await AcceptedAsync("carol", Scan(4, isolate: false, quarantine: false));
        await AcceptedAsync("carol", _guarded.Gateway.Isolate(0, enable: false));

        _time.Advance(retry + TimeSpan.FromSeconds(1));
        await AcceptedAsync("carol", _guarded.Gateway.Isolate(3));
        await RefusedAsync("carol", _guarded.Gateway.Isolate(5));
    }

    [Theory]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(true, true)]
    public async Task IocScan_CountsAsWhatItMayDo(bool isolate, bool quarantine)
    {
        await AcceptedAsync("alice", Scan(0, isolate, quarantine));
        await AcceptedAsync("bob", Scan(1, isolate, quarantine));
        await AcceptedAsync("carol", _guarded.Gateway.Isolate(2));
        Assert.Equal("three in all", (await RefusedAsync("carol", new ResponseAction { TargetHost = _guarded.Gateway.HostId(3), DeleteFile = new DeleteFile { Path = @"C:\Temp\a.exe" } })).Metadata["rule"]);
        Assert.Equal("three in all", (await RefusedAsync("bob", Scan(4, isolate, quarantine))).Metadata["rule"]);
        await AcceptedAsync("bob", Scan(4, isolate: false, quarantine: false));
    }

    [Fact]
    public async Task ABatchThatIsPartlyBeyondTheLimitOfItsCaller_HoldsTheRest()
    {
        var batch = new SubmitBatchRequest { RequestId = Guid.NewGuid().ToString() };
        batch.Items.Add(Enumerable.Range(0, 3).Select(host => new BatchItem { Action = _guarded.Gateway.Isolate(host) }));
        var recorded = await _guarded.Gateway.Responses.SubmitBatchAsync(batch, await _guarded.AsAsync("alice"));
        Assert.Equal([SubmissionState.Accepted, SubmissionState.Accepted, SubmissionState.PendingApproval], recorded.Submissions.Select(submission => submission.State));
    }

    private async Task AcceptedAsync(string principal, ResponseAction action)
    {
        var submission = await _guarded.SubmitAsync(principal, action);
        Assert.Equal(SubmissionState.Accepted, submission.State);
        Assert.Equal(SubmissionState.Succeeded, (await _guarded.EndOfAsync(principal, submission.SubmissionId)).State);
    }

    private async Task<Refusal> RefusedAsync(string principal, ResponseAction action)
    {
        var incidents = _guarded.Gateway.Simulator.Ledger.Of(LedgerKind.IncidentAdded).Count;
        var refusal = Refusal.Of(await Assert.ThrowsAsync<RpcException>(() => _guarded.SubmitAsync(principal, action)));
        Assert.Equal(incidents, _guarded.Gateway.Simulator.Ledger.Of(LedgerKind.IncidentAdded).Count);
        return refusal;
    }

    private ResponseAction Scan(int host, bool isolate, bool quarantine) => new()
    {
        TargetHost = _guarded.Gateway.HostId(host), IocScan = new IocScan { IocArchive = Archive, IsolateHost = isolate, QuarantineObject = quarantine },
    };
}
