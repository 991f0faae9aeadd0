using Microsoft.Extensions.Logging;

namespace EdrGrpc.Ksc;

/// <summary>
/// Pings sessions that are idle (session limits 70 and 71 are not published, one client saw 3 minutes: ksc-openapi.md 1.3)
/// and ends those that the load no longer needs.
/// </summary>
internal sealed class KeepAlive : IAsyncDisposable
{
    /// <summary>An extra session unused for this long is ended: console connections are limited (limit 47).</summary>
    internal static readonly TimeSpan UnusedLifetime = TimeSpan.FromMinutes(10);

    private readonly KscConnectionOptions _options;
    private readonly SessionPool _pool;
    private readonly ExchangeRunner _runner;
    private readonly ILogger _logger;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _loop;

    public KeepAlive(KscConnectionOptions options, SessionPool pool, ExchangeRunner runner, TimeProvider timeProvider, ILogger logger)
    {
        _options = options;
        _pool = pool;
        _runner = runner;
        _logger = logger;
        _loop = RunAsync(new PeriodicTimer(options.KeepAliveInterval, timeProvider));
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _loop;
        _stop.Dispose();
    }

    public async Task EndAsync(KscSession session, CancellationToken cancellationToken)
    {
        try
        {
            if (session.IsLoggedIn && session.Token is not null)
            {
                await _runner.SendAsync(session, "Session.EndSession", HttpExchange.Repeatable("{}"u8.ToArray()), cancellationToken);
            }
        }
        catch (Exception e) when (e is KscException or OperationCanceledException)
        {
            // KSC ends the session by itself after its idle limit.
            KscLog.EndSessionFailed(_logger, _options.Name, session.Index, e.GetType().Name);
        }

        session.Invalidate();
    }

    private async Task RunAsync(PeriodicTimer timer)
    {
        using (timer)
        {
            try
            {
                while (await timer.WaitForNextTickAsync(_stop.Token))
                {
                    // Half the interval, so that no session stays silent for two.
                    foreach (var session in _pool.TakeFree(session => session.IsLoggedIn && session.SinceAnswer >= _options.KeepAliveInterval / 2))
                    {
                        await TendAsync(session);
                    }
                }
            }
            catch (OperationCanceledException)
            {
                // Disposal.
            }
        }
    }

    private async Task TendAsync(KscSession session)
    {
        if (session.Index > 0 && session.SinceUse >= UnusedLifetime)
        {
            _pool.Remove(session);
            await EndAsync(session, _stop.Token);
            session.Dispose();
            return;
        }

        try
        {
            var answer = await _runner.SendAsync(session, KscCaller.Ping.Method, HttpExchange.Repeatable("{}"u8.ToArray()), _stop.Token);
            if (answer.IsUnauthenticated)
            {
                session.Invalidate();
            }
        }
        catch (KscException)
        {
            // Logged and counted by the breaker; the next caller finds out by itself.
        }
        finally
        {
            _pool.Return(session);
        }
    }
}
