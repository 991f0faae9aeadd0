using EdrGrpc.Contract.V1;
using EdrGrpc.IntegrationTests.Support;
using EdrGrpc.Ksc.Simulator;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Xunit;

namespace EdrGrpc.IntegrationTests.Submit;

/// <summary>A repeated request_id is answered, not executed again, whatever happened in between.</summary>
public sealed class RequestIdTests
{
    private const string Id = "0192f1a0-0000-7000-8000-000000000042";

    [Fact]
    public async Task Submit_SameIdAndContent_AnswersWithTheEarlierSubmission()
    {
        await using var gateway = await Gateway.StartAsync();
        var request = new SubmitRequest { RequestId = Id, Action = gateway.Isolate(0) };

        var first = await gateway.Responses.SubmitAsync(request, Gateway.Options());
        var second = await gateway.Responses.SubmitAsync(request, Gateway.Options());

        Assert.False(first.Deduplicated);
        Assert.True(second.Deduplicated);
        Assert.Equal(first.Submission.SubmissionId, second.Submission.SubmissionId);
        Assert.Equal(SubmissionState.Succeeded, (await gateway.EndOfAsync(first.Submission.SubmissionId)).State);
        Assert.Single(gateway.Simulator.Ledger.Of(LedgerKind.IncidentAdded));
    }

    [Fact]
    public async Task Submit_SameIdInUpperCase_IsTheSameId()
    {
        await using var gateway = await Gateway.StartAsync();
        const string id = "0192f1a0-0000-7000-8000-00000000abcd";
        var first = await gateway.SubmitAsync(gateway.Isolate(0), id);
        var second = await gateway.SubmitAsync(gateway.Isolate(0), id.ToUpperInvariant());

        Assert.Equal(first.SubmissionId, second.SubmissionId);
    }

    [Fact]
    public async Task Submit_SameIdOtherContent_IsRefusedAndNamesTheEarlierSubmission()
    {
        await using var gateway = await Gateway.StartAsync();
        var first = await gateway.SubmitAsync(gateway.Isolate(0), Id);

        var refusal = await Refusal.OfAsync(() => gateway.Responses.SubmitAsync(
            new SubmitRequest { RequestId = Id, Action = gateway.Isolate(0, enable: false) }, Gateway.Options()));

        Assert.Equal(StatusCode.AlreadyExists, refusal.Code);
        Assert.Equal("REQUEST_ID_REUSED", refusal.Reason);
        Assert.Equal(first.SubmissionId, refusal.Metadata["submission_id"]);
        Assert.Equal(SubmissionState.Succeeded, (await gateway.EndOfAsync(first.SubmissionId)).State);
        Assert.Single(gateway.Simulator.Ledger.Of(LedgerKind.IncidentAdded));
    }

    [Fact]
    public async Task Submit_HundredParallelEqualIds_RecordOnceAndSendOnce()
    {
        await using var gateway = await Gateway.StartAsync();
        var request = new SubmitRequest { RequestId = Id, Action = gateway.Isolate(0) };

        var answers = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => gateway.Responses.SubmitAsync(request, Gateway.Options()).ResponseAsync));

        var id = Assert.Single(answers.Select(answer => answer.Submission.SubmissionId).Distinct());
        Assert.Equal(99, answers.Count(answer => answer.Deduplicated));
        Assert.Equal(SubmissionState.Succeeded, (await gateway.EndOfAsync(id)).State);
        Assert.Single((await gateway.Responses.ListSubmissionsAsync(new ListSubmissionsRequest(), Gateway.Options())).Submissions);
        Assert.Single(gateway.Simulator.Ledger.Of(LedgerKind.IncidentAdded));
    }

    [Fact]
    public async Task Submit_RepeatByHostNameWhileKscIsDown_IsAnswered()
    {
        await using var gateway = await Gateway.StartAsync();
        var request = new SubmitRequest { RequestId = Id, Action = gateway.Isolate(0) };
        request.Action.TargetHostName = gateway.Simulator.Hosts.All[0].DisplayName;
        var first = await gateway.Responses.SubmitAsync(request, Gateway.Options());
        await gateway.EndOfAsync(first.Submission.SubmissionId);
        await gateway.Simulator.StopListeningAsync();

        var second = await gateway.Responses.SubmitAsync(request, Gateway.Options());

        Assert.True(second.Deduplicated);
        Assert.Equal(first.Submission.SubmissionId, second.Submission.SubmissionId);
        Assert.Equal(gateway.HostId(0), second.Submission.TargetHost);
    }

    [Fact]
    public async Task Submit_RepeatAfterTheHostWasRenamedAway_IsAnswered()
    {
        await using var gateway = await Gateway.StartAsync();
        var host = gateway.Simulator.Hosts.All[4];
        var request = new SubmitRequest { RequestId = Id, Action = gateway.Isolate(4) };
        request.Action.TargetHostName = host.DisplayName;
        var first = await gateway.Responses.SubmitAsync(request, Gateway.Options());
        await gateway.EndOfAsync(first.Submission.SubmissionId);
        Assert.True(gateway.Simulator.Hosts.Remove(host.Id));

        var second = await gateway.Responses.SubmitAsync(request, Gateway.Options());

        Assert.True(second.Deduplicated);
        Assert.Equal(first.Submission.SubmissionId, second.Submission.SubmissionId);
    }

    [Fact]
    public async Task Submit_RepeatPastExpireTime_IsAnswered()
    {
        await using var gateway = await Gateway.StartAsync();
        gateway.Simulator.Hosts.SetOnline(gateway.HostId(0), online: false);
        var request = new SubmitRequest
        {
            RequestId = Id,
            Action = gateway.Isolate(0),
            ExpireTime = (TimeProvider.System.GetUtcNow() + TimeSpan.FromMilliseconds(700)).ToTimestamp(),
        };
        var first = await gateway.Responses.SubmitAsync(request, Gateway.Options());
        Assert.Equal(SubmissionState.Expired, (await gateway.EndOfAsync(first.Submission.SubmissionId)).State);

        var second = await gateway.Responses.SubmitAsync(request, Gateway.Options());

        Assert.True(second.Deduplicated);
        Assert.Equal(SubmissionState.Expired, second.Submission.State);
    }

    [Fact]
    public async Task Submit_RepeatAfterRestart_IsAnswered()
    {
        await using var gateway = await Gateway.StartAsync();
        var first = await gateway.SubmitAsync(gateway.Isolate(0), Id);
        await gateway.EndOfAsync(first.SubmissionId);
        await gateway.StopAsync();
        await gateway.StartAgainAsync();

        var second = await gateway.Responses.SubmitAsync(new SubmitRequest { RequestId = Id, Action = gateway.Isolate(0) }, Gateway.Options());

        Assert.True(second.Deduplicated);
        Assert.Equal(first.SubmissionId, second.Submission.SubmissionId);
    }

    [Fact]
    public async Task Submit_EmptyIdTwice_IsTwoSubmissions()
    {
        await using var gateway = await Gateway.StartAsync();
        var first = await gateway.SubmitAsync(gateway.Isolate(0));
        var second = await gateway.SubmitAsync(gateway.Isolate(0));

        Assert.NotEqual(first.SubmissionId, second.SubmissionId);
        Assert.NotEqual(first.RequestId, second.RequestId);
        await gateway.EndOfAsync(second.SubmissionId);
        Assert.Equal(2, gateway.Simulator.Ledger.Of(LedgerKind.IncidentAdded).Count);
    }
}
