using EdrGrpc.Contract.V1;
using EdrGrpc.IntegrationTests.Support;
using EdrGrpc.Ksc.Simulator;
using Google.Rpc;
using Grpc.Core;
using Xunit;

namespace EdrGrpc.IntegrationTests.Batch;

/// <summary>Batches: all recorded in order, or none.</summary>
public sealed class BatchTests(SharedGateway shared) : IClassFixture<SharedGateway>
{
    private Gateway Gateway => shared.Gateway;

    [Fact]
    public async Task SubmitBatch_ThousandItems_AreAcceptedInOrderUnderOneBatchId()
    {
        // Nothing listens behind it: a thousand tasks would be the simulator's work, not the gateway's.
        await using var gateway = await Gateway.StartAsync();
        await gateway.Simulator.StopListeningAsync();
        var request = new SubmitBatchRequest { RequestId = Guid.NewGuid().ToString() };
        for (var index = 0; index < 1000; index++)
        {
            request.Items.Add(new BatchItem { ItemId = $"item-{index}", Action = gateway.Isolate(index % 20, enable: index % 40 < 20) });
        }

        var response = await gateway.Responses.SubmitBatchAsync(request, Gateway.Options());
        var again = await gateway.Responses.SubmitBatchAsync(request, Gateway.Options());
        var page = await gateway.Responses.ListSubmissionsAsync(
            new ListSubmissionsRequest { PageSize = 1000, Filter = new SubmissionFilter { BatchId = response.BatchId } }, Gateway.Options());

        Assert.False(response.Deduplicated);
        Assert.Equal(request.Items.Select(item => item.ItemId), response.Submissions.Select(submission => submission.BatchItemId));
        Assert.Equal(request.Items.Select(item => item.Action), response.Submissions.Select(submission => submission.Action));
        Assert.All(response.Submissions, submission => Assert.Equal(response.BatchId, submission.BatchId));
        Assert.Equal(1000, response.Submissions.Select(submission => submission.SubmissionId).Distinct().Count());
        Assert.True(again.Deduplicated);
        Assert.Equal(response.BatchId, again.BatchId);
        Assert.Equal(
            response.Submissions.Select(submission => submission.SubmissionId), again.Submissions.Select(submission => submission.SubmissionId));
        Assert.Equal(
            response.Submissions.Select(submission => submission.SubmissionId).Reverse(), page.Submissions.Select(submission => submission.SubmissionId));
        Assert.Equal("", page.NextPageToken);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1001)]
    public async Task SubmitBatch_TooFewOrTooMany_IsRefused(int count)
    {
        var request = new SubmitBatchRequest();
        request.Items.Add(Enumerable.Range(0, count).Select(_ => new BatchItem { Action = Gateway.Isolate(0) }));

        var refusal = await Refusal.OfAsync(() => Gateway.Responses.SubmitBatchAsync(request, Gateway.Options()));

        Assert.Equal(StatusCode.InvalidArgument, refusal.Code);
        Assert.Equal(["items"], refusal.Fields);
    }

    [Fact]
    public async Task SubmitBatch_DuplicateItemIds_AreRefused()
    {
        var request = new SubmitBatchRequest { Items = { Item(0, "a"), Item(1, "b"), Item(2, "a") } };

        var refusal = await Refusal.OfAsync(() => Gateway.Responses.SubmitBatchAsync(request, Gateway.Options()));

        Assert.Equal("INVALID_REQUEST", refusal.Reason);
        Assert.StartsWith("items", Assert.Single(refusal.Fields), StringComparison.Ordinal);
    }

    [Fact]
    public async Task SubmitBatch_OneBadItem_RefusesAllAndNamesIt()
    {
        var request = new SubmitBatchRequest { Items = { Item(17, "a"), Item(18, "b"), Item(19, "c") } };
        request.Items[1].Action = new ResponseAction { TargetHost = Gateway.HostId(18), DeleteFile = new DeleteFile { Path = @"C:\" } };

        var refusal = await Refusal.OfAsync(() => Gateway.Responses.SubmitBatchAsync(request, Gateway.Options()));

        Assert.Equal(["items[1].action.delete_file.path"], refusal.Fields);
        foreach (var host in new[] { 17, 18, 19 })
        {
            var found = await Gateway.Responses.ListSubmissionsAsync(
                new ListSubmissionsRequest { Filter = new SubmissionFilter { TargetHost = Gateway.HostId(host) } }, Gateway.Options());
            Assert.Empty(found.Submissions);
        }
    }

    [Fact]
    public async Task SubmitBatch_OneUnknownHostName_RefusesAll()
    {
        var request = new SubmitBatchRequest { Items = { Item(16, "a"), Item(15, "b") } };
        request.Items[1].Action.TargetHostName = "HOST-9999";

        var refusal = await Refusal.OfAsync(() => Gateway.Responses.SubmitBatchAsync(request, Gateway.Options()));

        Assert.Equal("HOST_NOT_FOUND", refusal.Reason);
        var found = await Gateway.Responses.ListSubmissionsAsync(
            new ListSubmissionsRequest { Filter = new SubmissionFilter { TargetHost = Gateway.HostId(16) } }, Gateway.Options());
        Assert.Empty(found.Submissions);
    }

    [Fact]
    public async Task SubmitBatch_SameIdOtherContent_NamesTheEarlierBatch()
    {
        var request = new SubmitBatchRequest { RequestId = Guid.NewGuid().ToString(), Items = { Item(0, "a"), Item(1, "b") } };
        var first = await Gateway.Responses.SubmitBatchAsync(request, Gateway.Options());
        request.Items.RemoveAt(1);

        var refusal = await Refusal.OfAsync(() => Gateway.Responses.SubmitBatchAsync(request, Gateway.Options()));
        var asSingle = await Refusal.OfAsync(() => Gateway.Responses.SubmitAsync(
            new SubmitRequest { RequestId = request.RequestId, Action = Gateway.Isolate(0) }, Gateway.Options()));

        Assert.Equal("REQUEST_ID_REUSED", refusal.Reason);
        Assert.Equal(first.BatchId, refusal.Metadata["batch_id"]);
        Assert.Equal("REQUEST_ID_REUSED", asSingle.Reason);
    }

    [Fact]
    public async Task SubmitBatch_WithoutItemIds_AreToldByTheirPlace()
    {
        var response = await Gateway.Responses.SubmitBatchAsync(new SubmitBatchRequest { Items = { Item(3, ""), Item(4, "") } }, Gateway.Options());

        Assert.Equal(["", ""], response.Submissions.Select(submission => submission.BatchItemId));
        Assert.Equal([Gateway.HostId(3), Gateway.HostId(4)], response.Submissions.Select(submission => submission.TargetHost));
    }

    [Fact]
    public async Task WatchSubmissions_ByBatch_BringsTheEventsOfItsItemsOnly()
    {
        await Gateway.SubmitAsync(Gateway.Isolate(7));
        var batch = await Gateway.Responses.SubmitBatchAsync(new SubmitBatchRequest { Items = { Item(5, "a"), Item(6, "b") } }, Gateway.Options());
        var ids = batch.Submissions.Select(submission => submission.SubmissionId).ToHashSet();
        var open = new HashSet<string>(ids);

        using var call = Gateway.Responses.WatchSubmissions(
            new WatchSubmissionsRequest { Filter = new SubmissionFilter { BatchId = batch.BatchId } }, Gateway.Options());
        while (open.Count > 0 && await call.ResponseStream.MoveNext(TestContext.Current.CancellationToken))
        {
            if (call.ResponseStream.Current.Event is { } step)
            {
                Assert.Contains(step.SubmissionId, ids);
                Assert.Equal(batch.BatchId, step.Submission.BatchId);
                if (step.State == SubmissionState.Succeeded)
                {
                    open.Remove(step.SubmissionId);
                }
            }
        }

        Assert.Empty(open);
    }

    private BatchItem Item(int host, string id) => new() { ItemId = id, Action = Gateway.Isolate(host) };
}
