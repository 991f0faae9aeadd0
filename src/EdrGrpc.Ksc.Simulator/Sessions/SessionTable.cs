using System.Security.Cryptography;

namespace EdrGrpc.Ksc.Simulator;

/// <summary>Sessions and one-time tokens.</summary>
internal sealed class SessionTable(SimulatorState state)
{
    /// <summary>Documented validity of KSCT tokens.</summary>
    private static readonly TimeSpan OneTimeLife = TimeSpan.FromMinutes(3);
    private const int PurgeFrom = 256;
    private readonly Dictionary<string, Session> _sessions = new(StringComparer.Ordinal);
    private readonly Dictionary<string, DateTimeOffset> _oneTimeTokens = new(StringComparer.Ordinal);
    private int _purgeAt = PurgeFrom;

    public IEnumerable<Session> Alive => _sessions.Values.Where(session => !IsOver(session));

    public Session Start(string virtualServer)
    {
        lock (state.Gate)
        {
            if (_sessions.Count >= _purgeAt)
            {
                _sessions.Values.Where(IsOver).ToList().ForEach(End);
                _purgeAt = Math.Max(PurgeFrom, _sessions.Count * 2);
            }

            var session = new Session(NewToken(), virtualServer, state.Clock.Now);
            _sessions.Add(session.Token, session);
            return session;
        }
    }

    /// <summary>True when the session may still be used; marks the use.</summary>
    public bool Touch(Session session)
    {
        lock (state.Gate)
        {
            if (IsOver(session))
            {
                End(session);
                return false;
            }

            session.LastUsed = state.Clock.Now;
            return true;
        }
    }

    public Session? Find(string token)
    {
        lock (state.Gate)
        {
            return _sessions.GetValueOrDefault(token);
        }
    }

    public void End(Session session)
    {
        lock (state.Gate)
        {
            session.Ended = true;
            _sessions.Remove(session.Token);
        }
    }

    public void EndAll()
    {
        lock (state.Gate)
        {
            foreach (var session in _sessions.Values)
            {
                session.Ended = true;
            }

            _sessions.Clear();
            _oneTimeTokens.Clear();
        }
    }

    public string CreateOneTimeToken()
    {
        var token = NewToken();
        _oneTimeTokens.Add(token, state.Clock.Now + OneTimeLife);
        return token;
    }

    public bool TakeOneTimeToken(string token)
    {
        lock (state.Gate)
        {
            return _oneTimeTokens.Remove(token, out var until) && state.Clock.Now <= until;
        }
    }

    private bool IsOver(Session session) => session.Ended
        || state.Clock.Now - session.LastUsed > state.Options.SessionIdleLimit
        || state.Clock.Now - session.Created > state.Options.SessionLifetime;

    /// <summary>One letter in front and padding behind, like captured tokens.</summary>
    private static string NewToken() => "n" + Convert.ToBase64String(RandomNumberGenerator.GetBytes(16));
}
