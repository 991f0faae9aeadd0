using System.Net;
using System.Net.Sockets;
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
    private readonly PartitionedRateLimiter<IPAddress> _failures;
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
        _failures = PartitionedRateLimiter.Create<IPAddress, string>(peer => RateLimitPartition.GetFixedWindowLimiter(NetworkOf(peer), _ => new FixedWindowRateLimiterOptions
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

    /// <summary>False if too many calls from this address could not be authenticated.</summary>
    public bool MayAuthenticate(IPAddress? peer)
    {
        using var lease = _failures.AttemptAcquire(peer ?? IPAddress.None, permitCount: 0);
        return lease.IsAcquired;
    }

    public void AuthenticationFailed(IPAddress? peer) => _failures.AttemptAcquire(peer ?? IPAddress.None).Dispose();

    /// <summary>The answer to whoever <see cref="MayAuthenticate"/> says no to.</summary>
    public static ResponseException TooManyFailures() => TooMany("Too many calls from this address could not be authenticated.", Minute);

    public void Dispose()
    {
        _calls.Dispose();
        _failures.Dispose();
    }

    // One who has an IPv6 address has the 2^64 of its network.
    private static string NetworkOf(IPAddress peer)
    {
        if (peer.IsIPv4MappedToIPv6)
        {
            return peer.MapToIPv4().ToString();
        }

        return peer.AddressFamily == AddressFamily.InterNetworkV6 ? Convert.ToHexString(peer.GetAddressBytes().AsSpan(0, 8)) : peer.ToString();
    }

    private static ResponseException TooMany(string text, TimeSpan retry) => new(
        ErrorReason.QuotaExceeded, text, new QuotaFailure { Violations = { new QuotaFailure.Types.Violation { Description = text } } }, StatusMapping.Retry(retry));
}
