using EdrGrpc.Ksc;
using EdrGrpc.Ksc.Simulator;
using Xunit;

namespace EdrGrpc.Tests.Ksc;

public sealed class SessionPoolTests
{
    [Fact(Timeout = 60_000)]
    public async Task Pool_GrowsWithLoadUpToItsLimit_AndEndsItsSessions()
    {
        await using var ksc = await KscFixture.StartAsync(options => options with { MaxSessions = 3 });
        await ksc.Client.PingAsync(TestContext.Current.CancellationToken);
        Assert.Equal((1, 1), (ksc.Server.OpenSessions, ksc.Server.OpenConnections));

        using (var gate = ksc.Server.Faults.On("Session.Ping").Gate())
        {
            var calls = Enumerable.Range(0, 10).Select(_ => ksc.Client.PingAsync(TestContext.Current.CancellationToken)).ToArray();
            await gate.WaitUntilFiredAsync(3, cancellationToken: TestContext.Current.CancellationToken);
            Assert.Equal((3, 3), (ksc.Server.OpenSessions, ksc.Client.Status.Sessions));
            gate.Release();
            await Task.WhenAll(calls);
        }

        Assert.Equal(3, ksc.Server.LoginAttempts);
        await ksc.Client.DisposeAsync();
        Assert.Equal(0, ksc.Server.OpenSessions);
    }

    [Fact(Timeout = 60_000)]
    public async Task Pool_AllBusy_FailsAfterTheTimeout_AndLosesNoSession()
    {
        await using var ksc = await KscFixture.StartAsync(options => options with { MaxSessions = 1 });
        using var gate = ksc.Server.Faults.On("Session.Ping").Gate();
        using var cancel = new CancellationTokenSource();
        var holder = ksc.Client.PingAsync(TestContext.Current.CancellationToken);
        await gate.WaitUntilFiredAsync(cancellationToken: TestContext.Current.CancellationToken);
        var cancelled = ksc.Client.PingAsync(cancel.Token);
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => cancelled);
        var waiting = ksc.Client.PingAsync(TestContext.Current.CancellationToken);
        ksc.Time.Advance(ksc.Options.CallTimeout);

        Assert.Contains("MaxSessions", (await Assert.ThrowsAsync<KscUnavailableException>(() => waiting)).Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<KscTransportException>(() => holder);
        gate.Release();
        await ksc.Client.PingAsync(TestContext.Current.CancellationToken);
    }

    [Fact(Timeout = 60_000)]
    public async Task SlowReaderOfResults_DoesNotBlockOthers()
    {
        await using var ksc = await KscFixture.StartAsync(options => options with { MaxSessions = 1 });
        var seen = 0;

        await foreach (var host in ksc.Client.FindHostsAsync(KscFilter.All, 0, TestContext.Current.CancellationToken))
        {
            Assert.Equal(host.Id, (await ksc.Client.GetHostAsync(host.Id, TestContext.Current.CancellationToken))?.Id);
            seen++;
        }

        Assert.Equal(ksc.Server.Hosts.Count, seen);
    }

    [Fact(Timeout = 60_000)]
    public async Task KeepAlive_PingsIdleSessions()
    {
        await using var ksc = await KscFixture.StartAsync();
        await ksc.Client.GetServerInfoAsync(TestContext.Current.CancellationToken);
        using var pinged = ksc.Server.Faults.On("Session.Ping").Delay(TimeSpan.Zero);

        for (var i = 1; i <= 3; i++)
        {
            ksc.Time.Advance(ksc.Options.KeepAliveInterval);
            await pinged.WaitUntilFiredAsync(i, cancellationToken: TestContext.Current.CancellationToken);
            await UntilAsync(() => ksc.Client.Status.LastSuccess == ksc.Time.GetUtcNow());
        }

        Assert.Equal(1, ksc.Server.LoginAttempts);
    }

    [Fact(Timeout = 60_000)]
    public async Task KeepAlive_EndsSessionsThatNoOneNeeds()
    {
        await using var ksc = await KscFixture.StartAsync(options => options with { KeepAliveInterval = KeepAlive.UnusedLifetime });
        using (var gate = ksc.Server.Faults.On("Session.Ping").Gate())
        {
            var calls = Enumerable.Range(0, 2).Select(_ => ksc.Client.PingAsync(TestContext.Current.CancellationToken)).ToArray();
            await gate.WaitUntilFiredAsync(2, cancellationToken: TestContext.Current.CancellationToken);
            gate.Release();
            await Task.WhenAll(calls);
        }

        ksc.Time.Advance(KeepAlive.UnusedLifetime);
        await UntilAsync(() => ksc.Server.OpenSessions == 1 && ksc.Client.Status.Sessions == 1);
        await ksc.Client.PingAsync(TestContext.Current.CancellationToken);
    }

    [Fact(Timeout = 60_000)]
    public async Task VirtualServer_KnownAndUnknown()
    {
        await using var ksc = await KscFixture.StartAsync(options => options with { VirtualServer = "віртуальний" }, server => server.VirtualServers = ["віртуальний"]);
        Assert.Equal("віртуальний", (await ksc.Client.GetServerInfoAsync(TestContext.Current.CancellationToken)).VirtualServerName);

        await using var other = ksc.NewClient(ksc.Options with { VirtualServer = "elsewhere" });
        await Assert.ThrowsAsync<KscAuthenticationException>(() => other.PingAsync(TestContext.Current.CancellationToken));
    }

    private static async Task UntilAsync(Func<bool> condition)
    {
        while (!condition())
        {
            TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }
}
