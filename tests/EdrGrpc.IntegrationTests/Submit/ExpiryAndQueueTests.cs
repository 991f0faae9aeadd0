using EdrGrpc.Contract.V1;
using EdrGrpc.IntegrationTests.Support;
using EdrGrpc.Ksc.Simulator;
using Google.Protobuf.WellKnownTypes;
using Google.Rpc;
using Grpc.Core;
using Xunit;

namespace EdrGrpc.IntegrationTests.Submit;

/// <summary>Submissions that wait: they may expire, and only so many may wait.</summary>
public sealed class ExpiryAndQueueTests
{
    [Fact]
    public async Task Submit_ExpiresWhileKscIsDown_EndsExpiredAndIsNeverSent()
    {
        await using var gateway = await Gateway.StartAsync();
        await gateway.Simulator.StopListeningAsync();
        var request = new SubmitRequest { Action = gateway.Isolate(0), ExpireTime = (TimeProvider.System.GetUtcNow() + TimeSpan.FromSeconds(1)).ToTimestamp() };

        var submitted = (await gateway.Responses.SubmitAsync(request, Gateway.Options())).Submission;
        var ended = await gateway.EndOfAsync(submitted.SubmissionId);
        await gateway.Simulator.StartListeningAsync();
        var other = await gateway.EndOfAsync((await gateway.SubmitAsync(gateway.Isolate(0, enable: false))).SubmissionId);

        Assert.Equal(SubmissionState.Expired, ended.State);
        Assert.Equal("EXPIRED", ended.Error.GetDetail<ErrorInfo>()!.Reason);
        Assert.Equal((int)Code.DeadlineExceeded, ended.Error.Code);
        Assert.Equal(request.ExpireTime, ended.ExpireTime);
        Assert.Equal(SubmissionState.Succeeded, other.State);
        var added = Assert.Single(gateway.Simulator.Ledger.Of(LedgerKind.IncidentAdded));
        Assert.Equal(other.IncidentId, added.IncidentId);
    }

    [Fact]
    public async Task Submit_MoreThanMaxUnfinished_IsQueueFullUntilOneEnds()
    {
        await using var gateway = await Gateway.StartAsync(settings: new Dictionary<string, string?>(StringComparer.Ordinal) { ["Ksc:MaxUnfinished"] = "2" });
        await gateway.Simulator.StopListeningAsync();
        var first = await gateway.SubmitAsync(gateway.Isolate(0));
        await gateway.SubmitAsync(gateway.Isolate(1));
        var third = new SubmitRequest { RequestId = Guid.NewGuid().ToString(), Action = gateway.Isolate(2) };

        var refusal = await Refusal.OfAsync(() => gateway.Responses.SubmitAsync(third, Gateway.Options()));
        await gateway.Responses.CancelSubmissionAsync(new CancelSubmissionRequest { SubmissionId = first.SubmissionId }, Gateway.Options());
        var accepted = await gateway.Responses.SubmitAsync(third, Gateway.Options());

        Assert.Equal(StatusCode.ResourceExhausted, refusal.Code);
        Assert.Equal("QUEUE_FULL", refusal.Reason);
        Assert.True(refusal.HasRetryInfo);
        Assert.Single(refusal.Status.GetDetail<QuotaFailure>()!.Violations);
        Assert.False(accepted.Deduplicated);
        Assert.Equal(SubmissionState.Accepted, accepted.Submission.State);
    }

    [Fact]
    public async Task SubmitBatch_LargerThanTheRoomLeft_RecordsNothing()
    {
        await using var gateway = await Gateway.StartAsync(settings: new Dictionary<string, string?>(StringComparer.Ordinal) { ["Ksc:MaxUnfinished"] = "2" });
        var request = new SubmitBatchRequest { Items = { Item(0), Item(1), Item(2) } };

        var refusal = await Refusal.OfAsync(() => gateway.Responses.SubmitBatchAsync(request, Gateway.Options()));

        Assert.Equal("QUEUE_FULL", refusal.Reason);
        Assert.Empty((await gateway.Responses.ListSubmissionsAsync(new ListSubmissionsRequest(), Gateway.Options())).Submissions);

        BatchItem Item(int host) => new() { Action = gateway.Isolate(host) };
    }
}
