using System.Threading.RateLimiting;
using EdrGrpc.Contract.V1;
using EdrGrpc.Server.Errors;
using EdrGrpc.Server.Settings;
using Google.Rpc;
using Microsoft.Extensions.Options;

namespace EdrGrpc.Server.Access;

/// <summary>How often a caller may call, and an address may fail to authenticate.</summary>
internal sealed class CallRates : IDisposable
{
    private const int Burst = 10;
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private readonly PartitionedRateLimiter<string> _calls;
    private readonly PartitionedRateLimiter<string> _failures;
    private readonly bool _limited;

    public CallRates(IOptions<SecurityOptions> options)
    {
        var security = options.Value;
        _limited = security.CallsPerSecond > 0;
        _calls = PartitionedRateLimiter.Create<string, string>(caller => RateLimitPartition.GetTokenBucketLimiter(caller, _ => new TokenBucketRateLimiterOptions
        {
            TokenLimit = Math.Max(1, security.CallsPerSecond * Burst),
            TokensPerPeriod = Math.Max(1, security.CallsPerSecond),
            ReplenishmentPeriod = TimeSpan.FromSeconds(1),
        }));
        _failures = PartitionedRateLimiter.Create<string, string>(peer => RateLimitPartition.GetFixedWindowLimiter(peer, _ => new FixedWindowRateLimiterOptions
        {
            PermitLimit = security.FailedAuthenticationsPerMinute, Window = Minute,
        }));
    }

    /// <summary>The refusal of a caller that calls too often; null otherwise.</summary>
    public ResponseException? TooManyCalls(string principal)
    {
        if (!_limited)
        {
            return null;
        }

        using var lease = _calls.AttemptAcquire(principal);
        return lease.IsAcquired ? null : TooMany("Too many calls. Repeat later with the same request_id.", TimeSpan.FromSeconds(1));
    }

    /// <summary>The refusal of an address from which too many calls could not be authenticated; null otherwise.</summary>
    public ResponseException? TooManyFailures(string peer)
    {
        using var lease = _failures.AttemptAcquire(peer, permitCount: 0);
        return lease.IsAcquired ? null : TooMany("Too many calls from this address could not be authenticated.", Minute);
    }

    public void AuthenticationFailed(string peer) => _failures.AttemptAcquire(peer).Dispose();

    public void Dispose()
    {
        _calls.Dispose();
        _failures.Dispose();
    }

    private static ResponseException TooMany(string text, TimeSpan retry) => new(
        ErrorReason.QuotaExceeded, text, new QuotaFailure { Violations = { new QuotaFailure.Types.Violation { Description = text } } }, StatusMapping.Retry(retry));
}
