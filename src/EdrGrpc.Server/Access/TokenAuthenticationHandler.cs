using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;

namespace EdrGrpc.Server.Access;

/// <summary>Authenticates "authorization: Bearer edr_…".</summary>
internal sealed class TokenAuthenticationHandler(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, ApiTokens tokens)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public const string SchemeName = "token";

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (BearerOf(Request).IsEmpty)
        {
            return AuthenticateResult.NoResult();
        }

        if (ApiTokens.HashOf(BearerOf(Request)) is not { } hash || await tokens.FindAsync(hash, Context.RequestAborted) is not { } token)
        {
            // One text for all: an outsider does not learn whether a token ever was one.
            return AuthenticateResult.Fail("The token is not known, has expired or was revoked.");
        }

        var identity = new ClaimsIdentity([new Claim(ClaimTypes.Name, token.Principal)], Scheme.Name);
        Context.Features.Set(new CallIdentity(new(token.Principal), "token", token.ExpiresAt, token.Hash));
        return AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(identity), Scheme.Name));
    }

    /// <summary>What stands after "Bearer "; empty if nothing does. A part of the header as the connection holds it: no further copy of a secret.</summary>
    public static ReadOnlySpan<char> BearerOf(HttpRequest request)
    {
        const string scheme = "Bearer ";
        var header = request.Headers.Authorization.Count == 1 ? request.Headers.Authorization[0].AsSpan() : default;
        return header.StartsWith(scheme, StringComparison.OrdinalIgnoreCase) ? header[scheme.Length..].Trim() : default;
    }
}
