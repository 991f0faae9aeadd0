using System.Security.Cryptography;
using System.Text;

namespace EdrGrpc.Ksc;

/// <summary>
/// Refuses logins locally after KSC refused one: from 30 s, doubling to 15 min, as repeated wrong passwords block the account (error 2013).
/// A changed account (user and password) is let through at once.
/// </summary>
internal sealed class LoginGuard(TimeProvider timeProvider)
{
    internal static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(30);
    internal static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(15);

    /// <summary>Logins that KSC accepted and whose first call it refused, in a row, before that counts as a refusal.</summary>
    private const int FruitlessLoginLimit = 3;

    private readonly Lock _lock = new();

    // The password itself is not kept; the key differs in each process, so that a dump does not allow a dictionary attack across them.
    private readonly byte[] _key = RandomNumberGenerator.GetBytes(32);
    private byte[]? _refusedAccount;
    private KscAuthenticationException? _refusal;
    private long _refusedAt;
    private TimeSpan _pause;
    private int _fruitlessLogins;

    /// <exception cref="KscAuthenticationException">The same account was refused a moment ago.</exception>
    public void ThrowIfRefused(string account)
    {
        lock (_lock)
        {
            if (_refusal is null)
            {
                return;
            }

            if (!Hash(account).AsSpan().SequenceEqual(_refusedAccount))
            {
                ResetLocked();
                return;
            }

            var left = _pause - timeProvider.GetElapsedTime(_refusedAt);
            if (left > TimeSpan.Zero)
            {
                throw new KscAuthenticationException(
                    $"Not tried, to keep the account from being blocked; next try in {left.TotalSeconds:0} s or after the password changes. {_refusal.Message}",
                    _refusal.IsLockedOut);
            }
        }
    }

    public void Refused(string account, KscAuthenticationException refusal)
    {
        lock (_lock)
        {
            _pause = refusal.IsLockedOut ? LongestPause
                : _pause == TimeSpan.Zero ? FirstPause
                : _pause * 2 < LongestPause ? _pause * 2 : LongestPause;
            _refusal = refusal;
            _refusedAccount = Hash(account);
            _refusedAt = timeProvider.GetTimestamp();
        }
    }

    /// <summary>KSC accepted the login but not the call after it. True when that has happened too often in a row.</summary>
    public bool LoginWasFruitless()
    {
        lock (_lock)
        {
            return ++_fruitlessLogins >= FruitlessLoginLimit;
        }
    }

    public void CallSucceeded() => Volatile.Write(ref _fruitlessLogins, 0);

    public void Accepted()
    {
        lock (_lock)
        {
            _refusal = null;
            _refusedAccount = null;

            // While logins bear no fruit, the pause must go on growing.
            _pause = _fruitlessLogins == 0 ? TimeSpan.Zero : _pause;
        }
    }

    public void Reset()
    {
        lock (_lock)
        {
            ResetLocked();
        }
    }

    private void ResetLocked()
    {
        _refusal = null;
        _refusedAccount = null;
        _pause = TimeSpan.Zero;
        _fruitlessLogins = 0;
    }

    private byte[] Hash(string account) => HMACSHA256.HashData(_key, Encoding.UTF8.GetBytes(account));
}
