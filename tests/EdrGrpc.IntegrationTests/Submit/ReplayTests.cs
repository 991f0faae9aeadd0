using EdrGrpc.Contract.V1;
using EdrGrpc.IntegrationTests.Support;
using EdrGrpc.IntegrationTests.Watch;
using EdrGrpc.Ksc.Simulator;
using Grpc.Core;
using Xunit;

namespace EdrGrpc.IntegrationTests.Submit;

/// <summary>Requests that come again: after kill -9, while KSC is down, in parallel, and by another RPC.</summary>
public sealed class ReplayTests
{
    private const string Id = "0192f1a0-0000-7000-8000-000000000077";

    [Fact]
    public async Task RepeatAfterKill9_WhileKscIsDown_IsTheSameSubmission()
    {
        await using var server = await RealServer.StartAsync();
        using var gate = server.Simulator.Faults.On("HostGroup.AddIncident").Gate();
        var request = server.Request(0, Id);
        var first = await server.Responses.SubmitAsync(request, Gateway.Options());
        await gate.WaitUntilFiredAsync();
        await server.Process.KillAsync();
        await server.Simulator.StopListeningAsync();
        await server.StartAgainAsync();

        var second = await server.Responses.SubmitAsync(request, Gateway.Options());
        var changed = request.Clone();
        changed.Action.GetFile.Path += "x";
        var reused = await Refusal.OfAsync(() => server.Responses.SubmitAsync(changed, Gateway.Options()));

        Assert.True(second.Deduplicated);
        Assert.Equal(first.Submission.SubmissionId, second.Submission.SubmissionId);
        Assert.Equal(first.Submission.SubmissionId, reused.Metadata["submission_id"]);
        var listed = await server.Responses.ListSubmissionsAsync(new ListSubmissionsRequest(), Gateway.Options());
        Assert.Single(listed.Submissions);
    }

    [Fact]
    public async Task RepeatedBatch_WhileKscIsDown_IsTheSameBatch()
    {
        await using var gateway = await Gateway.StartAsync();
        var request = new SubmitBatchRequest { RequestId = Id };
        for (var host = 0; host < 5; host++)
        {
            var action = gateway.Isolate(host);
            action.TargetHostName = gateway.Simulator.Hosts.All[host].DisplayName;
            request.Items.Add(new BatchItem { Action = action });
        }

        var first = await gateway.Responses.SubmitBatchAsync(request, Gateway.Options());
        await gateway.Simulator.StopListeningAsync();
        var second = await gateway.Responses.SubmitBatchAsync(request, Gateway.Options());

        Assert.True(second.Deduplicated);
        Assert.Equal(first.BatchId, second.BatchId);
        Assert.Equal(first.Submissions.Select(submission => submission.SubmissionId), second.Submissions.Select(submission => submission.SubmissionId));
    }

    [Fact]
    public async Task HundredParallelEqualBatches_AreOne()
    {
        await using var gateway = await Gateway.StartAsync();
        var request = new SubmitBatchRequest { RequestId = Id, Items = { new BatchItem { Action = gateway.Isolate(0) }, new BatchItem { Action = gateway.Isolate(1) } } };

        var answers = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => gateway.Responses.SubmitBatchAsync(request, Gateway.Options()).ResponseAsync));

        Assert.Single(answers.Select(answer => answer.BatchId).Distinct());
        Assert.Equal(99, answers.Count(answer => answer.Deduplicated));
        Assert.Equal(2, (await gateway.Responses.ListSubmissionsAsync(new ListSubmissionsRequest(), Gateway.Options())).Submissions.Count);
    }

    [Fact]
    public async Task HundredParallelEqualIdsWithDifferentContent_HaveOneWinner()
    {
        await using var gateway = await Gateway.StartAsync();

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 100).Select(index => OutcomeAsync(gateway, new SubmitRequest
        {
            RequestId = Id, Action = new ResponseAction { TargetHost = gateway.HostId(0), GetFile = new GetFile { Path = $@"C:\{index}" } },
        })));

        Assert.Equal(1, outcomes.Count(outcome => outcome == StatusCode.OK));
        Assert.Equal(99, outcomes.Count(outcome => outcome == StatusCode.AlreadyExists));
        Assert.Single((await gateway.Responses.ListSubmissionsAsync(new ListSubmissionsRequest(), Gateway.Options())).Submissions);
    }

    [Fact]
    public async Task RepeatBySubmitAndWatch_PastTheEnd_GivesTheWholeHistoryOfTheSame()
    {
        await using var gateway = await Gateway.StartAsync();
        var first = await gateway.SubmitAsync(gateway.Isolate(0), Id);
        await gateway.EndOfAsync(first.SubmissionId);

        var seen = await gateway.SubmitAndWatchAsync(new SubmitAndWatchRequest { RequestId = Id, Action = gateway.Isolate(0) }).ToListAsync();

        Assert.True(seen[0].Submitted!.Deduplicated);
        Assert.Equal(first.SubmissionId, seen[0].Submitted!.Submission.SubmissionId);
        Assert.Equal(await gateway.StoredAsync(first.SubmissionId), seen.Events());
        Assert.Single(gateway.Simulator.Ledger.Of(LedgerKind.IncidentAdded));
    }

    private static async Task<StatusCode> OutcomeAsync(Gateway gateway, SubmitRequest request)
    {
        try
        {
            await gateway.Responses.SubmitAsync(request, Gateway.Options());
            return StatusCode.OK;
        }
        catch (RpcException exception)
        {
            Assert.Equal("REQUEST_ID_REUSED", Refusal.Of(exception).Reason);
            return exception.StatusCode;
        }
    }
}
