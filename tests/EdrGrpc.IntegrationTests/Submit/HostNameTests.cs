using EdrGrpc.Contract.V1;
using EdrGrpc.IntegrationTests.Support;
using EdrGrpc.Ksc.Simulator;
using Google.Rpc;
using Grpc.Core;
using Xunit;

namespace EdrGrpc.IntegrationTests.Submit;

/// <summary>target_host_name is exactly one host or a refusal; target_host is taken as it is and judged by KSC.</summary>
public sealed class HostNameTests(SharedGateway shared) : IClassFixture<SharedGateway>
{
    [Theory]
    [InlineData("Front Desk")]
    [InlineData("front desk")]
    [InlineData("DESK77")]
    [InlineData("desk77")]
    [InlineData("fd-pc.demo.example")]
    [InlineData("FD-PC.Demo.Example")]
    public async Task Submit_ByAnyOfItsNames_ResolvesToTheHost(string name)
    {
        var gateway = shared.Gateway;
        if (gateway.Simulator.Hosts.Find("host-77") is null)
        {
            gateway.Simulator.Hosts.Add(new SimulatedHost { Id = "host-77", DisplayName = "Front Desk", NetBiosName = "DESK77", DnsName = "fd-pc" });
        }

        var submission = await gateway.SubmitAsync(ByName(name));

        Assert.Equal("host-77", submission.TargetHost);
        Assert.Equal(name, submission.Action.TargetHostName);
    }

    [Fact]
    public async Task Submit_UnknownName_IsHostNotFound()
    {
        var gateway = shared.Gateway;

        var refusal = await Refusal.OfAsync(() => gateway.Responses.SubmitAsync(new SubmitRequest { Action = ByName("HOST-000") }, Gateway.Options()));

        Assert.Equal(StatusCode.NotFound, refusal.Code);
        Assert.Equal("HOST_NOT_FOUND", refusal.Reason);
        Assert.Equal("HOST-000", refusal.Status.GetDetail<ResourceInfo>()!.ResourceName);
    }

    [Fact]
    public async Task Submit_NameOfSeveralHosts_NamesTheCandidates()
    {
        var gateway = shared.Gateway;
        gateway.Simulator.Hosts.Add(new SimulatedHost { Id = "twin-1", DisplayName = "TWIN" });
        gateway.Simulator.Hosts.Add(new SimulatedHost { Id = "twin-2", DisplayName = "twin" });

        var refusal = await Refusal.OfAsync(() => gateway.Responses.SubmitAsync(new SubmitRequest { Action = ByName("Twin") }, Gateway.Options()));

        Assert.Equal(StatusCode.FailedPrecondition, refusal.Code);
        Assert.Equal("HOST_AMBIGUOUS", refusal.Reason);
        Assert.Equal(["twin-1", "twin-2"], refusal.Metadata["candidates"].Split(',').Order(StringComparer.Ordinal));
        Assert.Equal(
            ["twin-1", "twin-2"], refusal.Status.GetDetail<PreconditionFailure>()!.Violations.Select(violation => violation.Subject).Order(StringComparer.Ordinal));
        Assert.DoesNotContain(gateway.Simulator.Ledger.Snapshot(), entry => entry.HostId is "twin-1" or "twin-2");
    }

    [Fact]
    public async Task Submit_HundredsOfHostsWithTheName_AreNamedWithinTheTrailersLimit()
    {
        var gateway = shared.Gateway;
        for (var index = 0; index < 300; index++)
        {
            gateway.Simulator.Hosts.Add(new SimulatedHost { Id = $"clone-{index:000}-{Guid.NewGuid()}", DisplayName = "CLONE", DnsName = new string('c', 60) });
        }

        var exception = await Assert.ThrowsAsync<RpcException>(async () => await gateway.Responses.SubmitAsync(new SubmitRequest { Action = ByName("CLONE") }, Gateway.Options()));

        Assert.Equal("HOST_AMBIGUOUS", Refusal.Of(exception).Reason);
        Assert.InRange(exception.Trailers.Single(entry => entry.Key == "grpc-status-details-bin").ValueBytes.Length, 1, 6 * 1024);
    }

    [Fact]
    public async Task Submit_ByNameWhileKscIsDown_IsHostUnresolved()
    {
        await using var gateway = await Gateway.StartAsync();
        await gateway.Simulator.StopListeningAsync();

        var refusal = await Refusal.OfAsync(() => gateway.Responses.SubmitAsync(new SubmitRequest { Action = ByName("HOST-0001") }, Gateway.Options()));

        Assert.Equal(StatusCode.Unavailable, refusal.Code);
        Assert.Equal("HOST_UNRESOLVED", refusal.Reason);
        Assert.True(refusal.HasRetryInfo);
    }

    [Fact]
    public async Task Submit_ByIdWhileKscIsDown_IsAcceptedAndGoesThroughLater()
    {
        await using var gateway = await Gateway.StartAsync();
        await gateway.Simulator.StopListeningAsync();

        var submission = await gateway.SubmitAsync(gateway.Isolate(0));
        var waiting = (await gateway.EventsUntilAsync(submission.SubmissionId, step => step.Submission.WaitingReason.Length > 0))[^1];
        await gateway.Simulator.StartListeningAsync();

        Assert.Equal(SubmissionState.Accepted, waiting.State);
        Assert.Equal(SubmissionState.Succeeded, (await gateway.EndOfAsync(submission.SubmissionId)).State);
        Assert.Single(gateway.Simulator.Ledger.Of(LedgerKind.IncidentAdded));
    }

    [Fact]
    public async Task Submit_UnknownHostId_EndsRejected()
    {
        var gateway = shared.Gateway;
        var action = gateway.Isolate(0);
        action.TargetHost = "00000000-dead-4000-8000-000000000000";

        var ended = await gateway.EndOfAsync((await gateway.SubmitAsync(action)).SubmissionId);

        Assert.Equal(SubmissionState.Rejected, ended.State);
        Assert.Equal((int)Code.NotFound, ended.Error.Code);
        Assert.Equal("HOST_UNKNOWN", ended.Error.GetDetail<ErrorInfo>()!.Reason);
        Assert.DoesNotContain(gateway.Simulator.Ledger.Of(LedgerKind.IncidentAdded), entry => entry.HostId == action.TargetHost);
    }

    private static ResponseAction ByName(string name) => new()
    {
        TargetHostName = name,
        IsolateHost = new IsolateHost { Action = IsolationAction.Enable },
    };
}
