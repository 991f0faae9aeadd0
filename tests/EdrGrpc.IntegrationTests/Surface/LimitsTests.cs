using EdrGrpc.Contract.V1;
using EdrGrpc.IntegrationTests.Support;
using EdrGrpc.Ksc.Simulator;
using Grpc.Core;
using Xunit;

namespace EdrGrpc.IntegrationTests.Surface;

/// <summary>Limits of the transport: message size, deadlines, cancellation.</summary>
public sealed class LimitsTests
{
    // The library refuses the message while it reads it, inside the interceptors' call for unary RPCs or before them:
    // the status code is the contract's in both cases.
    [Fact]
    public async Task Submit_MessageOver4MiB_IsTooLarge()
    {
        await using var gateway = await Gateway.StartAsync();
        var request = new SubmitRequest { Action = gateway.Isolate(0), Context = new Context { Comment = new string('x', (4 * 1024 * 1024) + 1) } };

        var exception = await Assert.ThrowsAsync<RpcException>(async () => await gateway.Responses.SubmitAsync(request, Gateway.Options()));

        Assert.Equal(StatusCode.ResourceExhausted, exception.StatusCode);
        Assert.Empty((await gateway.Responses.ListSubmissionsAsync(new ListSubmissionsRequest(), Gateway.Options())).Submissions);
    }

    [Fact]
    public async Task Submit_JustUnder4MiB_IsReadAndJudgedByItsFields()
    {
        await using var gateway = await Gateway.StartAsync();
        var request = new SubmitRequest { Action = gateway.Isolate(0), Context = new Context { Comment = new string('x', (4 * 1024 * 1024) - 200) } };

        var refusal = await Refusal.OfAsync(() => gateway.Responses.SubmitAsync(request, Gateway.Options()));

        Assert.Equal(["context.comment"], refusal.Fields);
    }

    [Fact]
    public async Task Submit_DeadlineWhileKscIsAsked_IsDeadlineExceeded()
    {
        await using var gateway = await Gateway.StartAsync();
        var gate = gateway.Simulator.Faults.On("*").Gate();
        var action = gateway.Isolate(0);
        action.TargetHostName = "HOST-0001";

        var exception = await Assert.ThrowsAsync<RpcException>(async () => await gateway.Responses.SubmitAsync(
            new SubmitRequest { Action = action }, deadline: TimeProvider.System.GetUtcNow().UtcDateTime + TimeSpan.FromMilliseconds(300)));
        gate.Release();

        Assert.Equal(StatusCode.DeadlineExceeded, exception.StatusCode);
        Assert.Empty((await gateway.Responses.ListSubmissionsAsync(new ListSubmissionsRequest(), Gateway.Options())).Submissions);
    }

    [Fact]
    public async Task SubmitAndWatch_DeadlineOfTheStream_DoesNotEndTheWork()
    {
        await using var gateway = await Gateway.StartAsync();
        var gate = gateway.Simulator.Faults.On("HostGroup.AddIncident").Gate();
        using var call = gateway.Responses.SubmitAndWatch(
            new SubmitAndWatchRequest { Action = gateway.Isolate(0) }, deadline: TimeProvider.System.GetUtcNow().UtcDateTime + TimeSpan.FromSeconds(1));
        Assert.True(await call.ResponseStream.MoveNext(TestContext.Current.CancellationToken));
        var id = call.ResponseStream.Current.Submitted.Submission.SubmissionId;

        var exception = await Assert.ThrowsAsync<RpcException>(async () =>
        {
            while (await call.ResponseStream.MoveNext(TestContext.Current.CancellationToken))
            {
            }
        });
        gate.Release();

        Assert.Equal(StatusCode.DeadlineExceeded, exception.StatusCode);
        Assert.Equal(SubmissionState.Succeeded, (await gateway.EndOfAsync(id)).State);
        Assert.Single(gateway.Simulator.Ledger.Of(LedgerKind.IncidentAdded));
    }
}
