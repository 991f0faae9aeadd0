namespace EdrGrpc.Ksc;

/// <summary>What the last calls have shown, for <see cref="KscConnectionStatus"/>.</summary>
internal sealed class StatusBoard(TimeProvider timeProvider)
{
    private readonly Lock _lock = new();
    private KscAuthenticationState _authentication;
    private string? _authenticationText;
    private DateTimeOffset? _lastSuccess;
    private string? _lastError;

    public void Answered()
    {
        lock (_lock)
        {
            _lastSuccess = timeProvider.GetUtcNow();
        }
    }

    public void Failed(string text)
    {
        lock (_lock)
        {
            _lastError = text;
        }
    }

    public void LoggedIn() => Authentication(KscAuthenticationState.Ok, text: null);

    public void AuthenticationReset() => Authentication(KscAuthenticationState.Unknown, text: null);

    public void Refused(KscAuthenticationException refusal)
    {
        Authentication(refusal.IsLockedOut ? KscAuthenticationState.LockedOut : KscAuthenticationState.Refused, refusal.Message);
        Failed(refusal.Message);
    }

    public KscConnectionStatus Read(KscBreakerState breaker, int sessions)
    {
        lock (_lock)
        {
            return new(breaker, _authentication, _authenticationText, _lastSuccess, _lastError, sessions);
        }
    }

    private void Authentication(KscAuthenticationState state, string? text)
    {
        lock (_lock)
        {
            _authentication = state;
            _authenticationText = text;
        }
    }
}
