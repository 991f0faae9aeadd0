namespace EdrGrpc.Ksc;

/// <summary>One session on its own connection. Used by one caller at a time; the pool sees to that.</summary>
internal sealed class KscSession(int index, KscConnectionOptions options, TimeProvider timeProvider) : IDisposable
{
    private bool _loggedIn;
    private int _loginConnection;
    private long _lastAnswer = timeProvider.GetTimestamp();
    private long _lastUse = timeProvider.GetTimestamp();

    public int Index { get; } = index;

    public HttpExchange Exchange { get; } = new(options, new CertificateCheck(options));

    /// <summary>Token of StartSession; null with connection-bound login.</summary>
    public string? Token { get; private set; }

    /// <summary>Grows with each login: a result set of an older generation is dead.</summary>
    public int Generation { get; private set; }

    public bool IsLoggedIn => _loggedIn && !ConnectionReplaced;

    /// <summary>Connection-bound login: the connection that was logged in is gone.</summary>
    public bool ConnectionReplaced => options.SessionMode == SessionMode.Connection && Exchange.ConnectionNumber != _loginConnection;

    public TimeSpan SinceAnswer => timeProvider.GetElapsedTime(_lastAnswer);

    public TimeSpan SinceUse => timeProvider.GetElapsedTime(_lastUse);

    public void LoggedIn(string? token)
    {
        Token = token;
        Generation++;
        _loginConnection = Exchange.ConnectionNumber;
        _loggedIn = true;
    }

    public void Invalidate()
    {
        _loggedIn = false;
        Token = null;
    }

    public void Answered() => _lastAnswer = timeProvider.GetTimestamp();

    public void Used() => _lastUse = timeProvider.GetTimestamp();

    public void Dispose() => Exchange.Dispose();

    public override string ToString() => $"session {Index}";
}
