using EdrGrpc.Ksc;
using EdrGrpc.Ksc.Simulator;
using Xunit;

namespace EdrGrpc.Tests.Ksc;

/// <summary>AddIncident ends in exactly one of four ways, and the simulator's ledger says whether that was true.</summary>
public sealed class AddIncidentTests
{
    [Fact(Timeout = 60_000)]
    public async Task Add_Plain_ReturnsTheIdAndKeepsTheBody()
    {
        await using var ksc = await KscFixture.StartAsync();
        using var points = ReachedPoints.Record();
        const string body = "{\"a\":\"+ & \\u0022 \ud83d\ude80 \u2028 \0 \u007f ünïcode </script> %1\"}";

        var id = await ksc.Client.AddIncidentAsync(ksc.Incident with { Body = body, Severity = 3 }, ksc.OpenFence, TestContext.Current.CancellationToken);

        var entry = Assert.Single(ksc.Server.Ledger.Of(LedgerKind.IncidentAdded));
        Assert.Equal((id, body, 3, ksc.Host.Id), (entry.IncidentId!.Value, entry.Body!, entry.Severity!.Value, entry.HostId!));
        Assert.Equal(ksc.Time.GetUtcNow(), entry.Added);
        Assert.Equal([SendPoints.RequestWriting, SendPoints.RequestWritten, SendPoints.AnswerUnread, SendPoints.AnswerRead], points.Names);
    }

    [Fact(Timeout = 60_000)]
    public async Task Add_FencePassed_IsNotSent()
    {
        await using var ksc = await KscFixture.StartAsync();
        using var points = ReachedPoints.Record();

        await Assert.ThrowsAsync<KscNotSentException>(() => ksc.Client.AddIncidentAsync(ksc.Incident, new SendFence(ksc.Time, ksc.Time.GetTimestamp()), TestContext.Current.CancellationToken));

        Assert.Equal(0, ksc.Added);
        Assert.Empty(points.Names);
        Assert.True(await ksc.Client.AddIncidentAsync(ksc.Incident, ksc.OpenFence, TestContext.Current.CancellationToken) > 0);
    }

    [Fact(Timeout = 60_000)]
    public async Task Add_AnswerLost_IsUnknownAndSentOnce()
    {
        await using var ksc = await KscFixture.StartAsync(options => options with { RetryCount = 3, RetryDelay = TimeSpan.Zero });
        using var fault = ksc.Server.Faults.On("HostGroup.AddIncident").LoseAnswer();

        await Assert.ThrowsAsync<KscOutcomeUnknownException>(() => ksc.Client.AddIncidentAsync(ksc.Incident, ksc.OpenFence, TestContext.Current.CancellationToken));

        Assert.Equal((1, 1), (ksc.Added, fault.Fired));
    }

    [Theory(Timeout = 60_000)]
    [InlineData(401)]
    [InlineData(403)]
    [InlineData(500)]
    [InlineData(503)]
    public async Task Add_BadStatus_IsUnknownAndNotRepeated(int status)
    {
        await using var ksc = await KscFixture.StartAsync(options => options with { RetryCount = 3, RetryDelay = TimeSpan.Zero });
        using var fault = ksc.Server.Faults.On("HostGroup.AddIncident").Status(status, "some text " + ksc.Incident.Body);

        var e = await Assert.ThrowsAsync<KscOutcomeUnknownException>(() => ksc.Client.AddIncidentAsync(ksc.Incident, ksc.OpenFence, TestContext.Current.CancellationToken));

        Assert.Equal(1, fault.Fired);
        Assert.DoesNotContain(ksc.Incident.Body, e.ToString(), StringComparison.Ordinal);
        fault.Dispose();
        Assert.True(await ksc.Client.AddIncidentAsync(ksc.Incident, ksc.OpenFence, TestContext.Current.CancellationToken) > 0);
    }

    [Theory(Timeout = 60_000)]
    [InlineData("<html>")]
    [InlineData("{}")]
    [InlineData("{\"PxgRetVal\":\"many\"}")]
    public async Task Add_UnreadableAnswer_IsUnknown(string body)
    {
        await using var ksc = await KscFixture.StartAsync();
        using var fault = ksc.Server.Faults.On("HostGroup.AddIncident").GarbageBody(body);

        await Assert.ThrowsAsync<KscOutcomeUnknownException>(() => ksc.Client.AddIncidentAsync(ksc.Incident, ksc.OpenFence, TestContext.Current.CancellationToken));

        Assert.Equal(1, ksc.Added);
    }

    [Theory(Timeout = 60_000)]
    [InlineData(1184)]
    [InlineData(1195)]
    public async Task Add_PxgError_IsRefusedAndNotRepeated(int code)
    {
        await using var ksc = await KscFixture.StartAsync(options => options with { RetryCount = 3, RetryDelay = TimeSpan.Zero });
        using var fault = ksc.Server.Faults.On("HostGroup.AddIncident").PxgError(code, "no");

        var e = await Assert.ThrowsAsync<KscApiException>(() => ksc.Client.AddIncidentAsync(ksc.Incident, ksc.OpenFence, TestContext.Current.CancellationToken));

        Assert.Equal((code, 1, 0), (e.Code, fault.Fired, ksc.Added));
    }

    [Fact(Timeout = 60_000)]
    public async Task Add_TimeoutAfterTheBody_IsUnknown()
    {
        await using var ksc = await KscFixture.StartAsync();
        using var gate = ksc.Server.Faults.On("HostGroup.AddIncident").Gate(FaultPhase.After);

        var call = ksc.Client.AddIncidentAsync(ksc.Incident, ksc.OpenFence, TestContext.Current.CancellationToken);
        await gate.WaitUntilFiredAsync(cancellationToken: TestContext.Current.CancellationToken);
        ksc.Time.Advance(ksc.Options.CallTimeout);

        await Assert.ThrowsAsync<KscOutcomeUnknownException>(() => call);
        Assert.Equal(1, ksc.Added);
    }

    [Fact(Timeout = 60_000)]
    public async Task Add_CancelledAfterTheBody_IsUnknown()
    {
        await using var ksc = await KscFixture.StartAsync();
        using var gate = ksc.Server.Faults.On("HostGroup.AddIncident").Gate(FaultPhase.After);
        using var cancel = new CancellationTokenSource();

        var call = ksc.Client.AddIncidentAsync(ksc.Incident, ksc.OpenFence, cancel.Token);
        await gate.WaitUntilFiredAsync(cancellationToken: TestContext.Current.CancellationToken);
        await cancel.CancelAsync();

        await Assert.ThrowsAsync<KscOutcomeUnknownException>(() => call);
    }

    [Fact(Timeout = 60_000)]
    public async Task Add_CancelledBefore_IsNotSent()
    {
        await using var ksc = await KscFixture.StartAsync();

        using var cancelled = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        await cancelled.CancelAsync();

        await Assert.ThrowsAsync<KscNotSentException>(() => ksc.Client.AddIncidentAsync(ksc.Incident, ksc.OpenFence, cancelled.Token));

        Assert.Equal(0, ksc.Received("HostGroup.AddIncident"));
    }

    [Fact(Timeout = 60_000)]
    public async Task Add_CancelledDuringLogin_IsNotSent()
    {
        await using var ksc = await KscFixture.StartAsync();
        using var gate = ksc.Server.Faults.On("Session.StartSession").Gate();
        using var cancel = new CancellationTokenSource();

        var call = ksc.Client.AddIncidentAsync(ksc.Incident, ksc.OpenFence, cancel.Token);
        await gate.WaitUntilFiredAsync(cancellationToken: TestContext.Current.CancellationToken);
        await cancel.CancelAsync();

        await Assert.ThrowsAsync<KscNotSentException>(() => call);
        Assert.Equal(0, ksc.Received("HostGroup.AddIncident"));
    }

    [Fact(Timeout = 60_000)]
    public async Task Add_ServerDown_IsNotSent()
    {
        await using var ksc = await KscFixture.StartAsync();
        await ksc.Server.StopListeningAsync();

        var e = await Assert.ThrowsAsync<KscNotSentException>(() => ksc.Client.AddIncidentAsync(ksc.Incident, ksc.OpenFence, TestContext.Current.CancellationToken));

        Assert.IsType<KscUnavailableException>(e.InnerException);
        await ksc.Server.StartListeningAsync();
        Assert.True(await ksc.Client.AddIncidentAsync(ksc.Incident, ksc.OpenFence, TestContext.Current.CancellationToken) > 0);
    }

    [Fact(Timeout = 60_000)]
    public async Task Add_WrongPassword_IsNotSent()
    {
        await using var ksc = await KscFixture.StartAsync(options => options with { Password = () => "wrong" });

        var e = await Assert.ThrowsAsync<KscNotSentException>(() => ksc.Client.AddIncidentAsync(ksc.Incident, ksc.OpenFence, TestContext.Current.CancellationToken));

        Assert.IsType<KscAuthenticationException>(e.InnerException);
    }

    [Fact(Timeout = 60_000)]
    public async Task Add_BrokenText_IsNotSent()
    {
        await using var ksc = await KscFixture.StartAsync();

        await Assert.ThrowsAsync<KscNotSentException>(() => ksc.Client.AddIncidentAsync(ksc.Incident with { Body = "\ud83d" }, ksc.OpenFence, TestContext.Current.CancellationToken));
    }

    [Fact(Timeout = 60_000)]
    public async Task Add_ClosedClient_IsNotSent()
    {
        await using var ksc = await KscFixture.StartAsync();
        await ksc.Client.DisposeAsync();

        await Assert.ThrowsAsync<KscNotSentException>(() => ksc.Client.AddIncidentAsync(ksc.Incident, ksc.OpenFence, TestContext.Current.CancellationToken));
    }

    [Theory(Timeout = 60_000)]
    [InlineData(SessionMode.Token)]
    [InlineData(SessionMode.Connection)]
    public async Task Add_SessionExpiredWhileIdle_IsFoundByAPingBefore(SessionMode mode)
    {
        await using var ksc = await KscFixture.StartAsync(options => options with { SessionMode = mode, KeepAliveInterval = TimeSpan.FromHours(1) });
        await ksc.Client.PingAsync(TestContext.Current.CancellationToken);
        ksc.Server.DropSessions();
        ksc.Time.Advance(KscCaller.FreshFor);

        Assert.True(await ksc.Client.AddIncidentAsync(ksc.Incident, ksc.OpenFence, TestContext.Current.CancellationToken) > 0);
    }
}
