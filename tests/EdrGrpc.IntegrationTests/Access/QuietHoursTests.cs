using EdrGrpc.Contract.V1;
using EdrGrpc.IntegrationTests.Support;
using EdrGrpc.Ksc.Simulator;
using Grpc.Core;
using Xunit;

namespace EdrGrpc.IntegrationTests.Access;

/// <summary>Quiet hours on a clock that the test sets: what is refused, what waits for a person, and what was recorded before they began.</summary>
public sealed class QuietHoursTests : IAsyncLifetime
{
    // 22:00 to 06:00 in a zone two hours east of UTC that has no summer time.
    private const string Policy = """
        {
          "roles": { "responder": { "tasks": ["*"], "read": "all" }, "lead": { "read": "all", "approve": ["*"], "admin": true } },
          "bindings": [ { "principals": ["alice"], "roles": ["responder"] }, { "principals": ["bob"], "roles": ["lead"] } ],
          "quiet_hours": [
            { "name": "nights", "from": "22:00", "to": "06:00", "time_zone": "Etc/GMT-2", "effects": ["start"] },
            { "name": "no isolation at night", "from": "22:00", "to": "06:00", "time_zone": "Etc/GMT-2", "effects": ["isolate"], "reaction": "refuse" }
          ]
        }
        """;

    private readonly ShiftedTime _time = new();
    private GuardedGateway _guarded = null!;

    public async ValueTask InitializeAsync()
    {
        var simulator = Gateway.Fast();
        simulator.TimeProvider = _time;
        _guarded = await GuardedGateway.StartAsync(Policy, simulator);
    }

    public ValueTask DisposeAsync() => _guarded.DisposeAsync();

    [Theory]
    [InlineData("19:30", false)]
    [InlineData("20:00", true)]
    [InlineData("23:59", true)]
    [InlineData("03:30", true)]
    [InlineData("04:00", false)]
    public async Task AtATime_RefusesOrAsksForApproval_WhatItNamesOnly(string utc, bool quiet)
    {
        _time.AdvanceTo(TimeOnly.Parse(utc, System.Globalization.CultureInfo.InvariantCulture));
        var start = await _guarded.SubmitAsync("alice", Start(0));
        Assert.Equal(quiet ? (SubmissionState.PendingApproval, "nights") : (SubmissionState.Accepted, null), (start.State, start.Approval?.Rule));
        if (quiet)
        {
            var refusal = Refusal.Of(await Assert.ThrowsAsync<RpcException>(() => _guarded.SubmitAsync("alice", _guarded.Gateway.Isolate(1))));
            Assert.Equal((StatusCode.FailedPrecondition, "no isolation at night"), (refusal.Code, refusal.Metadata["rule"]));
        }
        else
        {
            Assert.Equal(SubmissionState.Accepted, (await _guarded.SubmitAsync("alice", _guarded.Gateway.Isolate(1))).State);
        }

        // A release is not an isolation.
        Assert.Equal(SubmissionState.Accepted, (await _guarded.SubmitAsync("alice", _guarded.Gateway.Isolate(2, enable: false))).State);
    }

    [Fact]
    public async Task RecordedBefore_ButDueInQuietHours_IsNotSent()
    {
        _time.AdvanceTo(new TimeOnly(19, 0));
        var admin = new AdminService.AdminServiceClient(_guarded.Gateway.Channel);
        await admin.StopSendingAsync(new StopSendingRequest { Reason = "maintenance" }, await _guarded.AsAsync("bob"));
        var isolation = await _guarded.SubmitAsync("alice", _guarded.Gateway.Isolate(1));
        var start = await _guarded.SubmitAsync("alice", Start(2));
        Assert.Equal((SubmissionState.Accepted, SubmissionState.Accepted), (isolation.State, start.State));

        _time.AdvanceTo(new TimeOnly(21, 0));
        await admin.ResumeSendingAsync(new ResumeSendingRequest(), await _guarded.AsAsync("bob"));

        Assert.Equal(SubmissionState.Denied, (await _guarded.EndOfAsync("alice", isolation.SubmissionId)).State);
        await _guarded.EventsUntilAsync("alice", start.SubmissionId, step => step.State == SubmissionState.PendingApproval);
        Assert.Empty(_guarded.Gateway.Simulator.Ledger.Of(LedgerKind.IncidentAdded));

        await _guarded.Gateway.Responses.ApproveSubmissionAsync(new ApproveSubmissionRequest { SubmissionId = start.SubmissionId }, await _guarded.AsAsync("bob"));
        Assert.Equal(SubmissionState.Succeeded, (await _guarded.EndOfAsync("alice", start.SubmissionId)).State);
    }

    private ResponseAction Start(int host) => new() { TargetHost = _guarded.Gateway.HostId(host), StartProcess = new StartProcess { ExecutablePath = @"C:\Temp\tool.exe" } };
}
