using EdrGrpc.Ksc;
using EdrGrpc.Ksc.Simulator;
using Xunit;

namespace EdrGrpc.Tests.Ksc;

public sealed class ResilienceTests
{
    [Fact(Timeout = 60_000)]
    public async Task Breaker_OpensOnTransportFailures_AndClosesWhenTheServerAnswers()
    {
        await using var ksc = await KscFixture.StartAsync();
        using var fault = ksc.Server.Faults.On("Session.Ping").Status(500);
        for (var i = 0; i < 8 && ksc.Client.Status.Breaker == KscBreakerState.Closed; i++)
        {
            await Assert.ThrowsAsync<KscTransportException>(() => ksc.Client.PingAsync(TestContext.Current.CancellationToken));
        }

        Assert.Equal(KscBreakerState.Open, ksc.Client.Status.Breaker);
        var held = await Assert.ThrowsAsync<KscUnavailableException>(() => ksc.Client.PingAsync(TestContext.Current.CancellationToken));
        Assert.True(held.IsLocal);
        Assert.NotNull(held.RetryAfter);
        var add = await Assert.ThrowsAsync<KscNotSentException>(() => ksc.Client.AddIncidentAsync(ksc.Incident, ksc.OpenFence, TestContext.Current.CancellationToken));
        Assert.IsType<KscUnavailableException>(add.InnerException);
        Assert.Equal(0, ksc.Received("HostGroup.AddIncident"));

        fault.Dispose();
        ksc.Time.Advance(ksc.Options.BreakDuration);
        await ksc.Client.PingAsync(TestContext.Current.CancellationToken);
        Assert.Equal(KscBreakerState.Closed, ksc.Client.Status.Breaker);
        Assert.Contains("HTTP 500", ksc.Client.Status.LastError, StringComparison.Ordinal);
    }

    [Fact(Timeout = 60_000)]
    public async Task Breaker_HalfOpenProbeCancelled_StaysOpen()
    {
        await using var ksc = await KscFixture.StartAsync();
        using (var fault = ksc.Server.Faults.On("Session.Ping").Status(500))
        {
            while (ksc.Client.Status.Breaker == KscBreakerState.Closed)
            {
                await Assert.ThrowsAsync<KscTransportException>(() => ksc.Client.PingAsync(TestContext.Current.CancellationToken));
            }
        }

        ksc.Time.Advance(ksc.Options.BreakDuration);
        using var gate = ksc.Server.Faults.On("Session.Ping").Gate();
        using var cancel = new CancellationTokenSource();
        var probe = ksc.Client.PingAsync(cancel.Token);
        await gate.WaitUntilFiredAsync(cancellationToken: TestContext.Current.CancellationToken);
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => probe);

        Assert.Equal(KscBreakerState.Open, ksc.Client.Status.Breaker);
    }

    [Fact(Timeout = 60_000)]
    public async Task Breaker_IgnoresPxgErrors()
    {
        await using var ksc = await KscFixture.StartAsync();
        using var fault = ksc.Server.Faults.On("Session.Ping").PxgError(1184, "no");
        for (var i = 0; i < 20; i++)
        {
            await Assert.ThrowsAsync<KscApiException>(() => ksc.Client.PingAsync(TestContext.Current.CancellationToken));
        }

        Assert.Equal(KscBreakerState.Closed, ksc.Client.Status.Breaker);
    }

    [Fact(Timeout = 60_000)]
    public async Task Retry_RepeatsReadsOnDropBusyAndUnavailable()
    {
        await using var ksc = await KscFixture.StartAsync(options => options with { RetryCount = 3, RetryDelay = TimeSpan.Zero, BreakerMinimumCalls = 100 });
        using var drop = ksc.Server.Faults.On("HostGroup.UpdateIncident").Times(1).LoseAnswer();
        using var busy = ksc.Server.Faults.On("HostGroup.UpdateIncident").Times(1).Status(503);
        using var starting = ksc.Server.Faults.On("HostGroup.UpdateIncident").Times(1).PxgError(1195, "starting", subcode: 1);
        var id = await ksc.Client.AddIncidentAsync(ksc.Incident, ksc.OpenFence, TestContext.Current.CancellationToken);

        await ksc.Client.UpdateIncidentAsync(id, ksc.Host.Id, isHandled: true, TestContext.Current.CancellationToken);

        Assert.Equal((1, 1, 1), (drop.Fired, busy.Fired, starting.Fired));
        Assert.True(Assert.Single(await ksc.Client.FindIncidentsAsync(KscFilter.Equal(IncidentAttributes.Id, id), [], 0, TestContext.Current.CancellationToken)).IsHandled);
    }

    [Theory(Timeout = 60_000)]
    [InlineData(404)]
    [InlineData(500)]
    public async Task Retry_LeavesOtherStatusesAlone(int status)
    {
        await using var ksc = await KscFixture.StartAsync(options => options with { RetryCount = 3, RetryDelay = TimeSpan.Zero });
        using var fault = ksc.Server.Faults.On("Session.Ping").Status(status, "some\r\nplain text");

        var e = await Assert.ThrowsAsync<KscTransportException>(() => ksc.Client.PingAsync(TestContext.Current.CancellationToken));

        Assert.Equal((status, "some  plain text", 1), ((int)e.Status!, e.Text, fault.Fired));
    }

    [Fact(Timeout = 60_000)]
    public async Task Timeout_IsATransportError()
    {
        await using var ksc = await KscFixture.StartAsync();
        using var gate = ksc.Server.Faults.On("Session.Ping").Gate();

        var call = ksc.Client.PingAsync(TestContext.Current.CancellationToken);
        await gate.WaitUntilFiredAsync(cancellationToken: TestContext.Current.CancellationToken);
        ksc.Time.Advance(ksc.Options.CallTimeout);

        Assert.Null((await Assert.ThrowsAsync<KscTransportException>(() => call)).Status);
    }
}
