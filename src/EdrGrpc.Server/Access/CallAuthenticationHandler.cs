using System.Text.Encodings.Web;
using EdrGrpc.Server.Errors;
using EdrGrpc.Server.Settings;
using EdrGrpc.Submissions.Store;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Certificate;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.Extensions.Options;

namespace EdrGrpc.Server.Access;

/// <summary>
/// Asks the scheme that fits what the call carries: a bearer token wins over a client certificate, also when it is not valid. Failures are counted for
/// the caller's address; an address with too many is not looked at any more, except for credentials that were good before.
/// </summary>
internal sealed partial class CallAuthenticationHandler(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, IOptions<SecurityOptions> security, CallRates rates, GoodCredentials good)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public const string SchemeName = "edrgrpc";

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var peer = Context.Connection.RemoteIpAddress;
        var credentials = await GoodCredentials.OfAsync(Context);
        if (!rates.MayAuthenticate(peer) && !good.Contains(credentials))
        {
            Context.Features.Set(new AuthenticationTrouble(CallRates.TooManyFailures()));
            return AuthenticateResult.NoResult();
        }

        try
        {
            var result = await Context.AuthenticateAsync(SchemeOf(TokenAuthenticationHandler.BearerOf(Request)));
            if (result.Succeeded)
            {
                good.Add(credentials);
            }
            else if (result.Failure is { } failure && !security.Value.AllowAnonymous && Context.Features.Get<AuthenticationTrouble>() is null)
            {
                rates.AuthenticationFailed(peer);
                Failed(Logger, peer, failure.Message);
            }

            return result;
        }
        catch (StoreUnavailableException exception)
        {
            Context.Features.Set(new AuthenticationTrouble(StatusMapping.StoreUnavailable(exception)));
            return AuthenticateResult.Fail(exception);
        }
    }

    private string SchemeOf(ReadOnlySpan<char> bearer) =>
        bearer.IsEmpty
            ? security.Value.ClientCertificates.CaFile is { Length: > 0 } ? CertificateAuthenticationDefaults.AuthenticationScheme : TokenAuthenticationHandler.SchemeName
            : bearer.StartsWith(ApiTokens.Prefix, StringComparison.Ordinal) || !security.Value.Jwt.IsConfigured ? TokenAuthenticationHandler.SchemeName
            : JwtBearerDefaults.AuthenticationScheme;

    [LoggerMessage(330, LogLevel.Warning, "A call from {Peer} was not authenticated: {Reason}")]
    private static partial void Failed(ILogger logger, System.Net.IPAddress? peer, string reason);
}
