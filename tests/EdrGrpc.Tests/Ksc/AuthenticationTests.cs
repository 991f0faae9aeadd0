using EdrGrpc.Ksc;
using Xunit;

namespace EdrGrpc.Tests.Ksc;

public sealed class AuthenticationTests
{
    [Fact(Timeout = 60_000)]
    public async Task FiftyCallsWithAWrongPassword_TryOneLogin()
    {
        await using var ksc = await KscFixture.StartAsync(options => options with { Password = () => "wrong" });

        var calls = Enumerable.Range(0, 50).Select(_ => Assert.ThrowsAsync<KscAuthenticationException>(() => ksc.Client.PingAsync(TestContext.Current.CancellationToken)));
        await Task.WhenAll(calls);

        Assert.Equal(1, ksc.Server.LoginAttempts);
        Assert.Equal(KscAuthenticationState.Refused, ksc.Client.Status.Authentication);
        ksc.Time.Advance(LoginGuard.FirstPause);
        await Assert.ThrowsAsync<KscAuthenticationException>(() => ksc.Client.PingAsync(TestContext.Current.CancellationToken));
        await Assert.ThrowsAsync<KscAuthenticationException>(() => ksc.Client.PingAsync(TestContext.Current.CancellationToken));
        Assert.Equal(2, ksc.Server.LoginAttempts);
    }

    [Theory(Timeout = 60_000)]
    [InlineData(false)]
    [InlineData(true)]
    public async Task ChangedPassword_IsTriedAtOnce(bool forbidden)
    {
        var password = "wrong";
        await using var ksc = await KscFixture.StartAsync(options => options with { Password = () => password }, server => server.ReturnForbiddenOnBadPassword = forbidden);
        await Assert.ThrowsAsync<KscAuthenticationException>(() => ksc.Client.PingAsync(TestContext.Current.CancellationToken));

        password = ksc.Server.Options.Password;
        await ksc.Client.PingAsync(TestContext.Current.CancellationToken);

        Assert.Equal((KscAuthenticationState.Ok, null), (ksc.Client.Status.Authentication, ksc.Client.Status.AuthenticationText));
        Assert.Equal(ksc.Time.GetUtcNow(), ksc.Client.Status.LastSuccess);
    }

    [Fact(Timeout = 60_000)]
    public async Task Reset_LetsTheNextLoginThrough()
    {
        await using var ksc = await KscFixture.StartAsync(options => options with { Password = () => "wrong" });
        await Assert.ThrowsAsync<KscAuthenticationException>(() => ksc.Client.PingAsync(TestContext.Current.CancellationToken));

        ksc.Client.ResetAuthentication();

        Assert.Equal(KscAuthenticationState.Unknown, ksc.Client.Status.Authentication);
        await Assert.ThrowsAsync<KscAuthenticationException>(() => ksc.Client.PingAsync(TestContext.Current.CancellationToken));
        Assert.Equal(2, ksc.Server.LoginAttempts);
    }

    [Fact(Timeout = 60_000)]
    public async Task BlockedAccount_IsLockedOut()
    {
        await using var ksc = await KscFixture.StartAsync(options => options with { Password = () => "wrong" }, server => server.LockoutAfter = 1);
        await Assert.ThrowsAsync<KscAuthenticationException>(() => ksc.Client.PingAsync(TestContext.Current.CancellationToken));
        ksc.Client.ResetAuthentication();

        var e = await Assert.ThrowsAsync<KscAuthenticationException>(() => ksc.Client.PingAsync(TestContext.Current.CancellationToken));

        Assert.True(e.IsLockedOut);
        Assert.Equal(KscAuthenticationState.LockedOut, ksc.Client.Status.Authentication);
    }

    [Theory(Timeout = 60_000)]
    [InlineData(1453)]
    [InlineData(1184)]
    public async Task LoginAnsweredWithPxgError_IsAnAuthenticationFailure(int code)
    {
        await using var ksc = await KscFixture.StartAsync(options => options with { RetryCount = 3, RetryDelay = TimeSpan.Zero });
        using var fault = ksc.Server.Faults.On("Session.StartSession").PxgError(code, "no");

        await Assert.ThrowsAsync<KscAuthenticationException>(() => ksc.Client.PingAsync(TestContext.Current.CancellationToken));

        Assert.Equal(1, fault.Fired);
    }

    [Theory(Timeout = 60_000)]
    [InlineData(SessionMode.Token)]
    [InlineData(SessionMode.Connection)]
    public async Task ExpiredSession_LogsInAgainOnce(SessionMode mode)
    {
        await using var ksc = await KscFixture.StartAsync(options => options with { SessionMode = mode });
        await ksc.Client.PingAsync(TestContext.Current.CancellationToken);
        ksc.Server.DropSessions();

        // Connection-bound login also loses the connection; the retry there is part of the test of retries.
        var outcome = await Record.ExceptionAsync(() => ksc.Client.PingAsync(TestContext.Current.CancellationToken));
        if (outcome is not null)
        {
            Assert.IsType<KscTransportException>(outcome);
            await ksc.Client.PingAsync(TestContext.Current.CancellationToken);
        }

        Assert.Equal(2, ksc.Server.LoginAttempts);
    }

    [Theory(Timeout = 60_000)]
    [InlineData(401)]
    [InlineData(403)]
    public async Task CallRefusedOnce_IsRepeatedAfterALogin(int status)
    {
        await using var ksc = await KscFixture.StartAsync();
        using var fault = ksc.Server.Faults.On("HostGroup.GetStaticInfo").Times(1).Status(status);

        await ksc.Client.GetServerInfoAsync(TestContext.Current.CancellationToken);

        Assert.Equal(2, ksc.Server.LoginAttempts);
    }

    [Fact(Timeout = 60_000)]
    public async Task CallRefusedAlways_DoesNotBecomeALoginStorm()
    {
        await using var ksc = await KscFixture.StartAsync();
        using var fault = ksc.Server.Faults.On("HostGroup.GetStaticInfo").Status(403);

        for (var i = 0; i < 20; i++)
        {
            await Assert.ThrowsAsync<KscAuthenticationException>(() => ksc.Client.GetServerInfoAsync(TestContext.Current.CancellationToken));
        }

        Assert.InRange(ksc.Server.LoginAttempts, 1, 8);
    }

    [Fact(Timeout = 60_000)]
    public async Task TotpAccount_GetsAnAnswerToActOn()
    {
        await using var ksc = await KscFixture.StartAsync();
        using var fault = ksc.Server.Faults.On("Session.StartSession").Status(401, "Authentication not finished");

        var e = await Assert.ThrowsAsync<KscAuthenticationException>(() => ksc.Client.PingAsync(TestContext.Current.CancellationToken));

        Assert.Contains("TOTP", e.Message, StringComparison.Ordinal);
    }

    [Fact(Timeout = 60_000)]
    public async Task PasswordThatCannotBeRead_IsAnAuthenticationFailureWithoutItsText()
    {
        await using var ksc = await KscFixture.StartAsync(options => options with { Password = () => throw new IOException("secret-detail") });

        var e = await Assert.ThrowsAsync<KscAuthenticationException>(() => ksc.Client.PingAsync(TestContext.Current.CancellationToken));

        Assert.DoesNotContain("secret-detail", e.ToString(), StringComparison.Ordinal);
    }
}
