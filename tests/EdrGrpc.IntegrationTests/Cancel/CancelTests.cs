using EdrGrpc.Contract.V1;
using EdrGrpc.IntegrationTests.Support;
using EdrGrpc.Ksc.Simulator;
using Google.Rpc;
using Grpc.Core;
using Xunit;

namespace EdrGrpc.IntegrationTests.Cancel;

/// <summary>A submission can be cancelled only before its incident may exist.</summary>
public sealed class CancelTests
{
    [Fact]
    public async Task CancelSubmission_WhileItWaits_IsNeverSent()
    {
        await using var gateway = await Gateway.StartAsync();
        gateway.Simulator.Hosts.SetOnline(gateway.HostId(0), online: false);
        var waiting = await gateway.SubmitAsync(gateway.Isolate(0));
        await gateway.EventsUntilAsync(waiting.SubmissionId, step => step.Submission.WaitingReason.Length > 0);

        var cancelled = await CancelAsync(gateway, waiting.SubmissionId, "wrong host");
        var again = await CancelAsync(gateway, waiting.SubmissionId);
        gateway.Simulator.Hosts.SetOnline(gateway.HostId(0), online: true);
        var action = new ResponseAction { TargetHost = gateway.HostId(0), GetFile = new GetFile { Path = @"C:\Temp\a.exe" } };
        var sent = await gateway.EndOfAsync((await gateway.SubmitAsync(action)).SubmissionId);

        Assert.Equal(SubmissionState.Cancelled, cancelled.State);
        Assert.Equal("", cancelled.WaitingReason);
        Assert.Equal(0, cancelled.IncidentId);
        Assert.Equal(cancelled, again);
        Assert.Equal(SubmissionState.Succeeded, sent.State);
        Assert.Equal(sent.IncidentId, Assert.Single(gateway.Simulator.Ledger.Of(LedgerKind.IncidentAdded)).IncidentId);
        var events = await gateway.EventsUntilAsync(waiting.SubmissionId, _ => false);
        Assert.Contains("wrong host", events[^1].Detail, StringComparison.Ordinal);
        Assert.Equal(SubmissionState.Cancelled, events[^1].State);
    }

    [Fact]
    public async Task CancelSubmission_AfterItWasSubmitted_IsRefusedWithItsState()
    {
        var options = Gateway.Fast();
        options.RunTime = TimeSpan.FromMinutes(5);
        await using var gateway = await Gateway.StartAsync(options);
        var submission = await gateway.SubmitAsync(gateway.Isolate(0));
        await gateway.EventsUntilAsync(submission.SubmissionId, step => step.State == SubmissionState.TaskRunning);

        var refusal = await Refusal.OfAsync(() => gateway.Responses.CancelSubmissionAsync(
            new CancelSubmissionRequest { SubmissionId = submission.SubmissionId }, Gateway.Options()));

        Assert.Equal(StatusCode.FailedPrecondition, refusal.Code);
        Assert.Equal("STATE_FORBIDS", refusal.Reason);
        Assert.Equal("TASK_RUNNING", refusal.Metadata["state"]);
        Assert.Contains("TASK_RUNNING", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(submission.SubmissionId, Assert.Single(refusal.Status.GetDetail<PreconditionFailure>()!.Violations).Subject);
    }

    [Fact]
    public async Task CancelSubmission_WhileAddIncidentIsOnItsWay_IsRefused()
    {
        await using var gateway = await Gateway.StartAsync();
        var gate = gateway.Simulator.Faults.On("HostGroup.AddIncident").Gate();
        var submission = await gateway.SubmitAsync(gateway.Isolate(0));
        await gateway.EventsUntilAsync(submission.SubmissionId, step => step.State == SubmissionState.Submitting);

        var refusal = await Refusal.OfAsync(() => gateway.Responses.CancelSubmissionAsync(
            new CancelSubmissionRequest { SubmissionId = submission.SubmissionId }, Gateway.Options()));
        gate.Release();

        Assert.Equal("STATE_FORBIDS", refusal.Reason);
        Assert.Equal("SUBMITTING", refusal.Metadata["state"]);
        Assert.Equal(SubmissionState.Succeeded, (await gateway.EndOfAsync(submission.SubmissionId)).State);
    }

    [Fact]
    public async Task CancelSubmission_Ended_IsRefused()
    {
        await using var gateway = await Gateway.StartAsync();
        var submission = await gateway.SubmitAsync(gateway.Isolate(0));
        await gateway.EndOfAsync(submission.SubmissionId);

        var refusal = await Refusal.OfAsync(() => gateway.Responses.CancelSubmissionAsync(
            new CancelSubmissionRequest { SubmissionId = submission.SubmissionId }, Gateway.Options()));

        Assert.Equal("SUCCEEDED", refusal.Metadata["state"]);
    }

    [Fact]
    public async Task CancelSubmission_Unknown_IsNotFound()
    {
        await using var gateway = await Gateway.StartAsync();
        var id = Guid.NewGuid().ToString();

        var refusal = await Refusal.OfAsync(() => gateway.Responses.CancelSubmissionAsync(new CancelSubmissionRequest { SubmissionId = id }, Gateway.Options()));

        Assert.Equal(StatusCode.NotFound, refusal.Code);
        Assert.Equal("SUBMISSION_NOT_FOUND", refusal.Reason);
        Assert.Equal(id, refusal.Status.GetDetail<ResourceInfo>()!.ResourceName);
    }

    [Fact]
    public async Task CancelSubmission_TwentyAtOnce_OneEventAndTwentyAnswers()
    {
        await using var gateway = await Gateway.StartAsync();
        gateway.Simulator.Hosts.SetOnline(gateway.HostId(0), online: false);
        var waiting = await gateway.SubmitAsync(gateway.Isolate(0));

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => CancelAsync(gateway, waiting.SubmissionId)));

        Assert.All(answers, answer => Assert.Equal(SubmissionState.Cancelled, answer.State));
        Assert.Single(await gateway.EventsUntilAsync(waiting.SubmissionId, _ => false), step => step.State == SubmissionState.Cancelled);
    }

    private static async Task<Submission> CancelAsync(Gateway gateway, string id, string reason = "") =>
        (await gateway.Responses.CancelSubmissionAsync(new CancelSubmissionRequest { SubmissionId = id, Reason = reason }, Gateway.Options())).Submission;
}
