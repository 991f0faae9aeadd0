using EdrGrpc.Ksc;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace EdrGrpc.Tests.Ksc;

public sealed class LoginGuardTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly LoginGuard _guard;

    public LoginGuardTests() => _guard = new(_time);

    [Fact]
    public void Refusals_DoubleThePauseUpToFifteenMinutes()
    {
        int[] expected = [30, 60, 120, 240, 480, 900, 900];
        foreach (var seconds in expected)
        {
            _guard.Refused("p", new KscAuthenticationException("no"));
            _time.Advance(TimeSpan.FromSeconds(seconds) - TimeSpan.FromTicks(1));
            Assert.Throws<KscAuthenticationException>(() => _guard.ThrowIfRefused("p"));
            _time.Advance(TimeSpan.FromTicks(1));
            _guard.ThrowIfRefused("p");
        }
    }

    [Fact]
    public void LockOut_PausesForTheLongestTime()
    {
        _guard.Refused("p", new KscAuthenticationException("blocked", isLockedOut: true));
        _time.Advance(TimeSpan.FromMinutes(14.9));

        Assert.True(Assert.Throws<KscAuthenticationException>(() => _guard.ThrowIfRefused("p")).IsLockedOut);
    }

    [Fact]
    public void AnotherPassword_IsLetThrough()
    {
        _guard.Refused("old", new KscAuthenticationException("no"));

        _guard.ThrowIfRefused("new");
    }

    [Fact]
    public void Success_ForgetsThePause()
    {
        _guard.Refused("p", new KscAuthenticationException("no"));
        _guard.Accepted();
        _guard.ThrowIfRefused("p");
        _guard.Refused("p", new KscAuthenticationException("no"));
        _time.Advance(LoginGuard.FirstPause);

        _guard.ThrowIfRefused("p");
    }
}
