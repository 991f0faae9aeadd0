using System.Net;
using Microsoft.Extensions.Logging;
using Polly;
using Polly.CircuitBreaker;
using Polly.Retry;
using Polly.Timeout;

namespace EdrGrpc.Ksc;

/// <summary>
/// Two pipelines per server. Each exchange runs through timeout and breaker; calls that are safe to repeat also through retry, outside.
/// AddIncident never sees the retry.
/// </summary>
internal sealed class KscPipelines
{
    private readonly KscConnectionOptions _options;
    private readonly CircuitBreakerStateProvider _breaker = new();
    private readonly ResiliencePipeline<KscAnswer> _exchange;
    private readonly ResiliencePipeline _retry;

    public KscPipelines(KscConnectionOptions options, TimeProvider timeProvider, ILogger logger, Func<double>? jitter)
    {
        _options = options;
        _exchange = new ResiliencePipelineBuilder<KscAnswer> { TimeProvider = timeProvider }
            .AddCircuitBreaker(new CircuitBreakerStrategyOptions<KscAnswer>
            {
                FailureRatio = options.BreakerFailureRatio,
                MinimumThroughput = options.BreakerMinimumCalls,
                SamplingDuration = options.BreakerSamplingDuration,
                BreakDuration = options.BreakDuration,
                StateProvider = _breaker,
                ShouldHandle = arguments => ValueTask.FromResult(CountsAsFailure(arguments.Outcome)),
                OnOpened = arguments =>
                {
                    KscLog.BreakerOpened(logger, options.Name, arguments.BreakDuration.TotalSeconds);
                    return default;
                },
                OnClosed = _ =>
                {
                    KscLog.BreakerClosed(logger, options.Name);
                    return default;
                },
            })
            .AddTimeout(new TimeoutStrategyOptions { Timeout = options.CallTimeout })
            .Build();
        _retry = CreateRetry(options, timeProvider, logger, jitter);
    }

    public KscBreakerState BreakerState => _breaker.CircuitState switch
    {
        CircuitState.Open or CircuitState.Isolated => KscBreakerState.Open,
        CircuitState.HalfOpen => KscBreakerState.HalfOpen,
        _ => KscBreakerState.Closed,
    };

    /// <summary>One exchange.</summary>
    public async Task<KscAnswer> ExchangeAsync(string method, Func<CancellationToken, ValueTask<KscAnswer>> send, CancellationToken cancellationToken)
    {
        try
        {
            return await _exchange.ExecuteAsync(static (state, token) => state(token), send, cancellationToken);
        }
        catch (BrokenCircuitException e)
        {
            throw new KscUnavailableException(
                $"KSC server '{_options.Name}' failed repeatedly, calls are held back{(e.RetryAfter is { } wait ? $" for {wait.TotalSeconds:0} s" : "")}.",
                isLocal: true,
                e.RetryAfter,
                e);
        }
        catch (TimeoutRejectedException e)
        {
            throw new KscTransportException($"KSC did not answer {method} within {_options.CallTimeout.TotalSeconds:0.#} s.", innerException: e);
        }
    }

    /// <summary>A call that is safe to repeat.</summary>
    public async Task<T> RetryAsync<T>(Func<CancellationToken, Task<T>> call, CancellationToken cancellationToken) =>
        await _retry.ExecuteAsync(static async (state, token) => await state(token), call, cancellationToken);

    private static ResiliencePipeline CreateRetry(KscConnectionOptions options, TimeProvider timeProvider, ILogger logger, Func<double>? jitter)
    {
        if (options.RetryCount == 0)
        {
            return ResiliencePipeline.Empty;
        }

        var strategy = new RetryStrategyOptions
        {
            MaxRetryAttempts = options.RetryCount,
            Delay = options.RetryDelay,
            MaxDelay = TimeSpan.FromSeconds(30),
            BackoffType = DelayBackoffType.Exponential,
            UseJitter = true,
            ShouldHandle = arguments => ValueTask.FromResult(IsWorthRetry(arguments.Outcome.Exception)),
            OnRetry = arguments =>
            {
                KscLog.Retrying(logger, options.Name, arguments.AttemptNumber + 1, arguments.Outcome.Exception?.Message ?? "");
                return default;
            },
        };
        strategy.Randomizer = jitter ?? strategy.Randomizer;
        return new ResiliencePipelineBuilder { TimeProvider = timeProvider }.AddRetry(strategy).Build();
    }

    private static bool IsWorthRetry(Exception? exception) => exception switch
    {
        ResultSetLostException => false,
        KscTransportException e => e.Status is null or HttpStatusCode.BadGateway or HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout,
        KscUnavailableException e => !e.IsLocal,
        KscApiException e => e.IsUnavailable,
        _ => false,
    };

    private bool CountsAsFailure(Outcome<KscAnswer> outcome) => outcome switch
    {
        { Result: { } answer } => (int)answer.Status >= 500,
        { Exception: KscTransportException or KscUnavailableException or KscCertificateException or TimeoutRejectedException } => true,

        // The one call that a half-open breaker lets through must have shown something before it closes again.
        { Exception: not null } => _breaker.CircuitState == CircuitState.HalfOpen,
        _ => false,
    };
}
