using System.Security.Cryptography;
using System.Text;

namespace EdrGrpc.Ksc.Simulator;

/// <summary>Checks credentials and counts failures.</summary>
internal sealed class CredentialCheck(SimulatorState state)
{
    private int _failures;
    private DateTimeOffset? _blockedUntil;
    private int _attempts;

    /// <summary>Logins tried, whatever came of them.</summary>
    public int Attempts => Volatile.Read(ref _attempts);

    /// <summary>A new session, or null with the refusal to answer.</summary>
    public Session? Login(string authorization, string? virtualServerHeader, out HttpReply? refusal)
    {
        Interlocked.Increment(ref _attempts);
        lock (state.Gate)
        {
            refusal = Check(authorization);
            if (refusal is not null)
            {
                return null;
            }

            if (VirtualServer(virtualServerHeader) is not { } virtualServer)
            {
                refusal = HttpReply.Text(403, "Virtual server is unknown");
                return null;
            }

            return state.Sessions.Start(virtualServer);
        }
    }

    public void Unlock()
    {
        lock (state.Gate)
        {
            _failures = 0;
            _blockedUntil = null;
        }
    }

    private HttpReply? Check(string authorization)
    {
        var blank = authorization.IndexOf(' ', StringComparison.Ordinal);
        var (scheme, rest) = blank < 0 ? (authorization, "") : (authorization[..blank], authorization[(blank + 1)..].Trim());
        switch (scheme)
        {
            case "KSCT":
                return state.Sessions.TakeOneTimeToken(rest) ? null : Wrong("One-time token is unknown or expired");
            case "KSCBasic":
                return KscBasicHeader.Parse(rest) is { } basic ? CheckPassword(basic) : Wrong("KSCBasic header is malformed");
            case "":
                return HttpReply.Text(401, "Authentication required");
            default:
                return HttpReply.Text(401, $"Scheme {scheme} is not offered by this simulator");
        }
    }

    private HttpReply? CheckPassword(KscBasicHeader basic)
    {
        if (_blockedUntil is { } until)
        {
            if (state.Clock.Now < until)
            {
                return HttpReply.Json(Reply.Error(PxgErrors.AccountBlocked().Error));
            }

            Unlock();
        }

        var matches = string.Equals(basic.User, state.Options.User, StringComparison.OrdinalIgnoreCase)
            && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(basic.Password), Encoding.UTF8.GetBytes(state.Options.Password))
            && (basic.Internal is null || basic.Internal == state.Options.InternalUser);
        if (matches)
        {
            _failures = 0;
            return null;
        }

        if (++_failures >= state.Options.LockoutAfter)
        {
            _blockedUntil = state.Clock.Now + state.Options.LockoutTime;
        }

        return Wrong("Authentication failed");
    }

    private HttpReply Wrong(string text) => HttpReply.Text(state.Options.ReturnForbiddenOnBadPassword ? 403 : 401, text);

    /// <summary>Null when unknown. Empty, absent and the "x" of one client all mean the main server.</summary>
    private string? VirtualServer(string? header)
    {
        if (header is null or "" or "x")
        {
            return "";
        }

        return KscBasicHeader.Decode(header) is { } name && state.Options.VirtualServers.Contains(name, StringComparer.OrdinalIgnoreCase)
            ? name
            : null;
    }
}
