using EdrGrpc.IntegrationTests.Support;
using Grpc.Core;
using Xunit;

namespace EdrGrpc.IntegrationTests.Watch;

/// <summary>A stopping server ends its streams with the advice to come back, and the last cursor then goes on.</summary>
public sealed class ShutdownTests
{
    [Fact]
    public async Task OpenStreams_EndUnavailable_AndResumeAfterTheRestart()
    {
        await using var gateway = await Gateway.StartAsync();
        gateway.Simulator.Hosts.SetOnline(gateway.HostId(0), false);
        var id = (await gateway.SubmitAsync(gateway.Isolate(0))).SubmissionId;
        await gateway.EventsUntilAsync(id, seen => seen.Submission.WaitingReason.Length > 0);
        var many = new List<Seen>();
        var one = new List<Seen>();
        var watches = new[] { RefusedAsync(gateway.WatchManyAsync(), many), RefusedAsync(gateway.WatchOneAsync(id), one) };
        await WatchCalls.EventuallyAsync(() => many.Exists(message => message.IsCaughtUp) && one.Exists(message => message.IsCaughtUp));

        await gateway.App.StopAsync();
        foreach (var watch in watches)
        {
            var refusal = await watch;
            Assert.Equal((StatusCode.Unavailable, "SHUTTING_DOWN"), (refusal.Code, refusal.Reason));
            Assert.True(refusal.HasRetryInfo);
        }

        Assert.Equal(0, gateway.Hub().SubscriptionCount);
        await gateway.StopAsync();
        gateway.Simulator.Hosts.SetOnline(gateway.HostId(0), true);
        await gateway.StartAgainAsync();
        var restOfOne = await gateway.WatchOneAsync(id, one[^1].Cursor).ToListAsync();
        var stored = await gateway.StoredAsync(id);
        Assert.Equal(stored, one.Concat(restOfOne).Events());
        var restOfMany = await gateway.WatchManyAsync(cursor: many[^1].Cursor).UntilAsync(message => message.Event?.Revision == stored[^1].Revision);
        Assert.Equal(stored, many.Concat(restOfMany).Events());
    }

    private static async Task<Refusal> RefusedAsync(IAsyncEnumerable<Seen> watch, List<Seen> seen)
    {
        try
        {
            await foreach (var message in watch)
            {
                seen.Add(message);
            }
        }
        catch (RpcException exception)
        {
            return Refusal.Of(exception);
        }

        throw new InvalidOperationException("The stream ended OK.");
    }
}
