namespace EdrGrpc.Ksc;

/// <summary>Calls with sessions, one re-login and retries; the only way from the typed calls to the wire.</summary>
internal sealed class KscCaller(
    KscConnectionOptions options, SessionPool pool, Authenticator authenticator, ExchangeRunner runner, KscPipelines pipelines, TimeProvider timeProvider)
{
    public static readonly KscRequest Ping = new("Session.Ping");

    /// <summary>A session silent for longer is pinged before AddIncident, which must not meet a closed connection or an expired session.</summary>
    internal static readonly TimeSpan FreshFor = TimeSpan.FromSeconds(15);

    private static readonly TimeSpan LongestRelease = TimeSpan.FromSeconds(5);

    /// <summary>A call that is safe to repeat.</summary>
    public async Task<KscResponse> CallAsync(KscRequest request, CancellationToken cancellationToken) =>
        (await OpenAsync(request, cancellationToken)).Response;

    /// <summary>A call that is safe to repeat, and the session it was made on.</summary>
    public Task<(KscResponse Response, SessionPin Pin)> OpenAsync(KscRequest request, CancellationToken cancellationToken) =>
        pipelines.RetryAsync(
            async token =>
            {
                using var lease = await pool.RentAsync(pinned: null, token);
                var response = await CallWithReloginAsync(lease.Session, request, token);
                return (response, new SessionPin(lease.Session, lease.Session.Generation));
            },
            cancellationToken);

    /// <summary>A read of a result set, on the session that owns it.</summary>
    /// <exception cref="ResultSetLostException">That session is no more.</exception>
    public Task<KscResponse> CallPinnedAsync(SessionPin pin, KscRequest request, CancellationToken cancellationToken) =>
        pipelines.RetryAsync(
            async token =>
            {
                using var lease = await pool.RentAsync(pin.Session, token);
                if (!pin.IsAlive)
                {
                    throw new ResultSetLostException(request.Method);
                }

                var answer = await SendAsync(lease.Session, request, token);
                if (answer.IsUnauthenticated)
                {
                    lease.Session.Invalidate();
                    throw new ResultSetLostException(request.Method);
                }

                return answer.Parse(request.Method);
            },
            cancellationToken);

    /// <summary>Runs a whole query once more when its session ended underway.</summary>
    public static async Task<T> WithRestartAsync<T>(Func<Task<T>> query)
    {
        try
        {
            return await query();
        }
        catch (ResultSetLostException)
        {
            return await query();
        }
    }

    /// <summary>Sends a body that must never be sent twice. No retry, no re-login after the body, whatever comes back.</summary>
    public async Task<KscAnswer> SendOnceAsync(string method, Func<Func<string?>, FencedContent> createContent, CancellationToken cancellationToken)
    {
        using var lease = await pool.RentAsync(pinned: null, cancellationToken);
        var session = lease.Session;
        await authenticator.EnsureAsync(session, cancellationToken);
        if (session.SinceAnswer >= FreshFor)
        {
            await CallWithReloginAsync(session, Ping, cancellationToken);
        }

        session.Used();
        var content = createContent(() => session.ConnectionReplaced ? "the connection that was logged in has been closed" : null);
        var answer = await runner.SendAsync(session, method, content, cancellationToken);
        if (answer.IsUnauthenticated)
        {
            session.Invalidate();
        }

        return answer;
    }

    private async Task<KscResponse> CallWithReloginAsync(KscSession session, KscRequest request, CancellationToken cancellationToken)
    {
        await authenticator.EnsureAsync(session, cancellationToken);
        var answer = await SendAsync(session, request, cancellationToken);
        if (answer.IsUnauthenticated)
        {
            // Once (ksc-openapi.md 1.4): the session ended or expired.
            session.Invalidate();
            await authenticator.EnsureAsync(session, cancellationToken);
            answer = await SendAsync(session, request, cancellationToken);
            if (answer.IsUnauthenticated)
            {
                session.Invalidate();
                throw authenticator.FruitlessLogin(request.Method);
            }
        }

        authenticator.CallSucceeded();
        return answer.Parse(request.Method);
    }

    private Task<KscAnswer> SendAsync(KscSession session, KscRequest request, CancellationToken cancellationToken)
    {
        session.Used();
        return runner.SendAsync(session, request.Method, HttpExchange.Repeatable(KlWriter.WriteRequest(request.Arguments)), cancellationToken);
    }

    /// <summary>For the release of a result set, which must not hold its caller for long.</summary>
    public CancellationTokenSource CreateReleaseTimeout() =>
        new(options.CallTimeout < LongestRelease ? options.CallTimeout : LongestRelease, timeProvider);
}
