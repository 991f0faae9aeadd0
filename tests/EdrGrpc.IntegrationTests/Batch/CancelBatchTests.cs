using EdrGrpc.Contract.V1;
using EdrGrpc.IntegrationTests.Support;
using EdrGrpc.Ksc.Simulator;
using Google.Rpc;
using Grpc.Core;
using Xunit;

namespace EdrGrpc.IntegrationTests.Batch;

/// <summary>CancelBatch: one outcome per item, in order.</summary>
public sealed class CancelBatchTests
{
    [Fact]
    public async Task CancelBatch_PartlySent_CancelsTheRestAndSaysSo()
    {
        await using var gateway = await Gateway.StartAsync();
        gateway.Simulator.Hosts.SetOnline(gateway.HostId(1), online: false);
        gateway.Simulator.Hosts.SetOnline(gateway.HostId(2), online: false);
        var batch = await gateway.Responses.SubmitBatchAsync(
            new SubmitBatchRequest
            {
                Items =
                {
                    new BatchItem { ItemId = "offline-1", Action = gateway.Isolate(1) },
                    new BatchItem { ItemId = "online", Action = gateway.Isolate(0) },
                    new BatchItem { ItemId = "offline-2", Action = gateway.Isolate(2) },
                },
            },
            Gateway.Options());
        await gateway.EndOfAsync(batch.Submissions[1].SubmissionId);

        var response = await gateway.Responses.CancelBatchAsync(new CancelBatchRequest { BatchId = batch.BatchId, Reason = "false alarm" }, Gateway.Options());
        var again = await gateway.Responses.CancelBatchAsync(new CancelBatchRequest { BatchId = batch.BatchId }, Gateway.Options());

        Assert.Equal(["offline-1", "online", "offline-2"], response.Outcomes.Select(outcome => outcome.BatchItemId));
        Assert.Equal(batch.Submissions.Select(submission => submission.SubmissionId), response.Outcomes.Select(outcome => outcome.SubmissionId));
        Assert.Equal([true, false, true], response.Outcomes.Select(outcome => outcome.Cancelled));
        Assert.Equal(
            [SubmissionState.Cancelled, SubmissionState.Succeeded, SubmissionState.Cancelled], response.Outcomes.Select(outcome => outcome.State));
        Assert.Equal(response, again);
        Assert.Equal(gateway.HostId(0), Assert.Single(gateway.Simulator.Ledger.Of(LedgerKind.IncidentAdded)).HostId);
        var last = (await gateway.EventsUntilAsync(batch.Submissions[0].SubmissionId, _ => false))[^1];
        Assert.Contains("false alarm", last.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task CancelBatch_UnknownOrMalformedId_IsRefused()
    {
        await using var gateway = await Gateway.StartAsync();
        var id = Guid.NewGuid().ToString();

        var unknown = await Refusal.OfAsync(() => gateway.Responses.CancelBatchAsync(new CancelBatchRequest { BatchId = id }, Gateway.Options()));
        var malformed = await Refusal.OfAsync(() => gateway.Responses.CancelBatchAsync(new CancelBatchRequest { BatchId = "all" }, Gateway.Options()));

        Assert.Equal(StatusCode.NotFound, unknown.Code);
        Assert.Equal("BATCH_NOT_FOUND", unknown.Reason);
        Assert.Equal(id, unknown.Status.GetDetail<ResourceInfo>()!.ResourceName);
        Assert.Equal(["batch_id"], malformed.Fields);
    }
}
