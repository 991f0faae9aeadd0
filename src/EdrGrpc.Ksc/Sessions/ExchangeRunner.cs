using Microsoft.Extensions.Logging;

namespace EdrGrpc.Ksc;

/// <summary>One exchange on one session, through timeout and circuit breaker, with its log line and its mark on the status.</summary>
internal sealed class ExchangeRunner(KscConnectionOptions options, KscPipelines pipelines, StatusBoard board, TimeProvider timeProvider, ILogger logger)
{
    private static readonly byte[] Nothing = "{}"u8.ToArray();

    public Task<KscAnswer> LoginAsync(KscSession session, string method, string authorization, CancellationToken cancellationToken)
    {
        // Omitted on the main server; only the authenticating call carries it (ksc-openapi.md 9).
        var virtualServer = options.VirtualServer is { Length: > 0 } name ? AuthorizationHeader.Base64(name) : null;
        return RunAsync(session, method, HttpExchange.Repeatable(Nothing), requestId => new(requestId, authorization: authorization, virtualServer: virtualServer), cancellationToken);
    }

    public Task<KscAnswer> SendAsync(KscSession session, string method, HttpContent content, CancellationToken cancellationToken) =>
        RunAsync(session, method, content, requestId => new(requestId, session.Token), cancellationToken);

    private async Task<KscAnswer> RunAsync(
        KscSession session, string method, HttpContent content, Func<string, SessionHeaders> headers, CancellationToken cancellationToken)
    {
        var requestId = RequestId.New();
        var started = timeProvider.GetTimestamp();
        using (content)
        {
            try
            {
                var answer = await pipelines.ExchangeAsync(method, token => session.Exchange.SendAsync(method, content, headers(requestId), token), cancellationToken);
                session.Answered();
                KscLog.Called(logger, options.Name, method, requestId, session.Index, (int)answer.Status, timeProvider.GetElapsedTime(started).TotalMilliseconds);
                if ((int)answer.Status < 500)
                {
                    board.Answered();
                }
                else
                {
                    board.Failed($"KSC answered {method} with HTTP {(int)answer.Status}.");
                }

                return answer;
            }
            catch (Exception e)
            {
                // The handler has closed the connection, and a login bound to it is gone.
                if (options.SessionMode == SessionMode.Connection)
                {
                    session.Invalidate();
                }

                if (e is KscException and not KscNotSentException)
                {
                    // A call held back by the breaker says nothing new; the status keeps the failure that opened it.
                    if (e is not KscUnavailableException { IsLocal: true })
                    {
                        board.Failed(e.Message);
                    }

                    KscLog.CallFailed(logger, options.Name, method, requestId, session.Index, e.Message);
                }

                throw;
            }
        }
    }
}
