namespace EdrGrpc.Ksc;

/// <summary>An accessor or iterator on the server, released when disposed, whatever happened in between.</summary>
internal sealed class ResultSet : IAsyncDisposable
{
    private readonly KscCaller _caller;
    private readonly SessionPin _pin;
    private readonly string _idName;
    private readonly string _id;
    private readonly string _releaseMethod;

    private ResultSet(KscCaller caller, SessionPin pin, KscResponse opening, string idName, string releaseMethod)
    {
        _caller = caller;
        _pin = pin;
        Opening = opening;
        _idName = idName;
        _id = opening.RequireString(idName);
        _releaseMethod = releaseMethod;
    }

    /// <summary>The answer that opened the set.</summary>
    public KscResponse Opening { get; }

    public static async Task<ResultSet> OpenAsync(
        KscCaller caller, KscRequest request, string idName, string releaseMethod, CancellationToken cancellationToken)
    {
        var (response, pin) = await caller.OpenAsync(request, cancellationToken);
        return new(caller, pin, response, idName, releaseMethod);
    }

    public Task<KscResponse> CallAsync(string method, KlParams more, CancellationToken cancellationToken)
    {
        var arguments = new KlParams { [_idName] = _id };
        foreach (var (name, value) in more)
        {
            arguments[name] = value;
        }

        return _caller.CallPinnedAsync(_pin, new(method, arguments), cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        if (!_pin.IsAlive)
        {
            // The set died with its session.
            return;
        }

        // Not the caller's token: a cancelled query must not leave its set on the server until the set's lifetime ends.
        using var timeout = _caller.CreateReleaseTimeout();
        try
        {
            await CallAsync(_releaseMethod, [], timeout.Token);
        }
        catch (Exception e) when (e is KscException or OperationCanceledException or ObjectDisposedException)
        {
            // Logged with the exchange; the server drops the set after its lifetime.
        }
    }
}
