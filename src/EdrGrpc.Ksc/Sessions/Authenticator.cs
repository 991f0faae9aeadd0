using Microsoft.Extensions.Logging;

namespace EdrGrpc.Ksc;

/// <summary>Logs sessions in, one at a time over the whole pool, so that a wrong password is tried once and not once per caller.</summary>
internal sealed class Authenticator(KscConnectionOptions options, ExchangeRunner runner, LoginGuard guard, StatusBoard board, ILogger logger) : IDisposable
{
    private readonly SemaphoreSlim _oneAtATime = new(1, 1);

    /// <summary>Logs the session in unless it is.</summary>
    /// <exception cref="KscAuthenticationException">KSC refuses, or refused a moment ago.</exception>
    public async ValueTask EnsureAsync(KscSession session, CancellationToken cancellationToken)
    {
        if (session.IsLoggedIn)
        {
            return;
        }

        await _oneAtATime.WaitAsync(cancellationToken);
        try
        {
            var (user, password) = ReadAccount();
            guard.ThrowIfRefused(Key(user, password));
            try
            {
                session.Invalidate();
                session.LoggedIn(await LoginAsync(session, user, password, cancellationToken));
                guard.Accepted();
                board.LoggedIn();
                KscLog.LoggedIn(logger, options.Name, session.Index);
            }
            catch (KscAuthenticationException e)
            {
                Refuse(Key(user, password), e);
                throw;
            }
        }
        finally
        {
            _oneAtATime.Release();
        }
    }

    /// <summary>The call after a successful login was answered 401 or 403.</summary>
    public KscAuthenticationException FruitlessLogin(string method)
    {
        var refusal = new KscAuthenticationException($"KSC accepted the login and then refused {method} as not authenticated. Check the rights of the account.");
        if (guard.LoginWasFruitless())
        {
            var (user, password) = ReadAccount();
            Refuse(Key(user, password), refusal);
        }

        return refusal;
    }

    public void CallSucceeded() => guard.CallSucceeded();

    public void Reset()
    {
        guard.Reset();
        board.AuthenticationReset();
    }

    public void Dispose() => _oneAtATime.Dispose();

    private void Refuse(string account, KscAuthenticationException refusal)
    {
        guard.Refused(account, refusal);
        board.Refused(refusal);
        KscLog.LoginRefused(logger, options.Name, refusal.Message);
    }

    private async Task<string?> LoginAsync(KscSession session, string user, string password, CancellationToken cancellationToken)
    {
        var isToken = options.SessionMode == SessionMode.Token;
        var method = isToken ? "Session.StartSession" : "login";
        var authorization = AuthorizationHeader.Create(options, user, password);
        var answer = await runner.LoginAsync(session, method, authorization, cancellationToken);
        if (answer.IsUnauthenticated)
        {
            var text = SafeText.Clean(
                $"{answer.Text(authorization, password, AuthorizationHeader.Base64(password))} {answer.ErrorHeader}", 300, password);
            throw new KscAuthenticationException(
                text.Contains("Authentication not finished", StringComparison.OrdinalIgnoreCase)
                    ? $"KSC asks for a one-time password (TOTP) for this account. Use an account without two-step verification in server '{options.Name}'."
                    : $"KSC server '{options.Name}' refused the login (HTTP {(int)answer.Status}{(text.Length > 0 ? $": {text}" : "")}). Check user, password and InternalUser.");
        }

        try
        {
            var response = answer.Parse(method);
            return isToken ? response.RequireString("PxgRetVal") : null;
        }
        catch (KscApiException e) when (!e.IsUnavailable)
        {
            // 1453 and 2013 can come with HTTP 200 (question Q9); any other refusal of a login is no reason to try again soon either.
            var isLockedOut = e.Code == KscApiException.AccountBlocked;
            throw new KscAuthenticationException(
                isLockedOut
                    ? $"KSC server '{options.Name}' has blocked the account after too many wrong passwords (error 2013). Unblock it in the console."
                    : $"KSC server '{options.Name}' refused the login. Check user, password and InternalUser. {e.Message}",
                isLockedOut,
                e);
        }
    }

    // A mended user name must be let through as a mended password is.
    private static string Key(string user, string password) => $"{user}\0{password}";

    private (string User, string Password) ReadAccount()
    {
        try
        {
            return (options.CurrentUser, options.Password());
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // The exception of the reader is not passed on: its text is not ours to trust with a secret.
            throw new KscAuthenticationException($"The password of KSC server '{options.Name}' cannot be read ({e.GetType().Name}). Check the password setting.");
        }
    }
}
