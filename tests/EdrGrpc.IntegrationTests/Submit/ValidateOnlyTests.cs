using EdrGrpc.Contract.V1;
using EdrGrpc.IntegrationTests.Support;
using EdrGrpc.Ksc.Simulator;
using Google.Protobuf;
using Grpc.Core;
using Xunit;

namespace EdrGrpc.IntegrationTests.Submit;

/// <summary>validate_only: the exact text, the same refusals, and no trace.</summary>
public sealed class ValidateOnlyTests
{
    [Fact]
    public async Task Submit_ValidateOnly_ReturnsTheExactBodyAndStoresNothing()
    {
        await using var gateway = await Gateway.StartAsync();
        var archive = NineTasksTests.Archive();
        var request = new SubmitRequest
        {
            RequestId = Guid.NewGuid().ToString(),
            ValidateOnly = true,
            Action = new ResponseAction { TargetHostName = "host-0003", Area = "A", IocScan = new IocScan { IocArchive = ByteString.CopyFrom(archive), QuarantineObject = true } },
        };

        var rehearsed = await gateway.Responses.SubmitAsync(request, Gateway.Options());

        Assert.Equal(
            $$"""{"targetHost":"{{gateway.HostId(2)}}","task":"iocScan","params":{"ioc":"{{Convert.ToBase64String(archive)}}","isolateHost":false,"scanCriticalAreas":false,"quarantineObject":true},"responseEventIncident":true,"responseEventIncidentArea":"A"}""",
            rehearsed.IncidentBody);
        Assert.False(rehearsed.Deduplicated);
        Assert.Equal("", rehearsed.Submission.SubmissionId);
        Assert.Equal(gateway.HostId(2), rehearsed.Submission.TargetHost);
        Assert.Empty((await gateway.Responses.ListSubmissionsAsync(new ListSubmissionsRequest(), Gateway.Options())).Submissions);
        Assert.Equal(0, gateway.Simulator.Ledger.Count);

        // The id was not used up, and the real call sends exactly the rehearsed text.
        request.ValidateOnly = false;
        var submitted = await gateway.Responses.SubmitAsync(request, Gateway.Options());
        Assert.False(submitted.Deduplicated);
        Assert.Equal("", submitted.IncidentBody);
        await gateway.EndOfAsync(submitted.Submission.SubmissionId);
        Assert.Equal(rehearsed.IncidentBody, Assert.Single(gateway.Simulator.Ledger.Of(LedgerKind.IncidentAdded)).Body);
    }

    [Fact]
    public async Task Submit_ValidateOnlyUnknownHostId_IsHostNotFound()
    {
        await using var gateway = await Gateway.StartAsync();
        var action = gateway.Isolate(0);
        action.TargetHost = "nobody";

        var refusal = await Refusal.OfAsync(() => gateway.Responses.SubmitAsync(new SubmitRequest { ValidateOnly = true, Action = action }, Gateway.Options()));

        Assert.Equal(StatusCode.NotFound, refusal.Code);
        Assert.Equal("HOST_NOT_FOUND", refusal.Reason);
    }

    [Fact]
    public async Task Submit_ValidateOnlyWhileKscIsDown_IsUnavailable()
    {
        await using var gateway = await Gateway.StartAsync();
        await gateway.Simulator.StopListeningAsync();

        var refusal = await Refusal.OfAsync(() => gateway.Responses.SubmitAsync(
            new SubmitRequest { ValidateOnly = true, Action = gateway.Isolate(0) }, Gateway.Options()));

        Assert.Equal(StatusCode.Unavailable, refusal.Code);
        Assert.Equal("KSC_UNAVAILABLE", refusal.Reason);
        Assert.True(refusal.HasRetryInfo);
    }

    [Fact]
    public async Task Submit_ValidateOnlyBodyOverKscsLimit_IsRefused()
    {
        var options = Gateway.Fast();
        options.JsonBodyLimit = 2000;
        await using var gateway = await Gateway.StartAsync(options);
        var action = new ResponseAction { TargetHost = gateway.HostId(0), GetFile = new GetFile { Path = @"C:\" + new string('a', 2500) } };

        var refusal = await Refusal.OfAsync(() => gateway.Responses.SubmitAsync(new SubmitRequest { ValidateOnly = true, Action = action }, Gateway.Options()));

        Assert.Equal(StatusCode.FailedPrecondition, refusal.Code);
        Assert.Equal("KSC_REFUSED", refusal.Reason);
    }

    [Fact]
    public async Task SubmitBatch_ValidateOnly_ReturnsOneBodyPerItemInOrder()
    {
        await using var gateway = await Gateway.StartAsync();
        var request = new SubmitBatchRequest { ValidateOnly = true };
        for (var host = 0; host < 5; host++)
        {
            request.Items.Add(new BatchItem { Action = gateway.Isolate(host) });
        }

        var response = await gateway.Responses.SubmitBatchAsync(request, Gateway.Options());

        Assert.Equal("", response.BatchId);
        Assert.Equal(5, response.Submissions.Count);
        for (var host = 0; host < 5; host++)
        {
            Assert.StartsWith($$"""{"targetHost":"{{gateway.HostId(host)}}",""", response.IncidentBodies[host], StringComparison.Ordinal);
        }

        Assert.Empty((await gateway.Responses.ListSubmissionsAsync(new ListSubmissionsRequest(), Gateway.Options())).Submissions);
    }
}
