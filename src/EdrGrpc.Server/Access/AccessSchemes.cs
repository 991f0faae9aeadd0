using System.Security.Claims;
using System.Security.Cryptography.X509Certificates;
using EdrGrpc.Server.Settings;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Certificate;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.IdentityModel.Tokens;

namespace EdrGrpc.Server.Access;

/// <summary>The ways in which a caller can be known: API token, JSON Web Token, client certificate. What a call carries decides which one is asked.</summary>
internal static class AccessSchemes
{
    private const string Chooser = "edrgrpc";
    private const string Token = "token";

    private static readonly string[] Algorithms =
    [
        SecurityAlgorithms.RsaSha256, SecurityAlgorithms.RsaSha384, SecurityAlgorithms.RsaSha512, SecurityAlgorithms.RsaSsaPssSha256, SecurityAlgorithms.RsaSsaPssSha384,
        SecurityAlgorithms.RsaSsaPssSha512, SecurityAlgorithms.EcdsaSha256, SecurityAlgorithms.EcdsaSha384, SecurityAlgorithms.EcdsaSha512,
    ];

    public static void AddAccessSchemes(this IServiceCollection services, SecurityOptions security)
    {
        var jwt = security.Jwt;
        var certificates = security.ClientCertificates;
        var authentication = services.AddAuthentication(Chooser)
            .AddPolicyScheme(Chooser, Chooser, options => options.ForwardDefaultSelector = context =>
            {
                var bearer = TokenAuthenticationHandler.BearerOf(context.Request);
                return bearer.IsEmpty ? string.IsNullOrEmpty(certificates.CaFile) ? Token : CertificateAuthenticationDefaults.AuthenticationScheme
                    : bearer.StartsWith(ApiTokens.Prefix, StringComparison.Ordinal) || !jwt.IsConfigured ? Token
                    : JwtBearerDefaults.AuthenticationScheme;
            })
            .AddScheme<AuthenticationSchemeOptions, TokenAuthenticationHandler>(Token, null);
        if (jwt.IsConfigured)
        {
            authentication.AddJwtBearer(options => Configure(options, jwt));
        }

        if (!string.IsNullOrEmpty(certificates.CaFile))
        {
            authentication.AddCertificate(options => Configure(options, certificates));
        }
    }

    private static void Configure(JwtBearerOptions options, JwtOptions jwt)
    {
        options.MapInboundClaims = false;
        options.Authority = jwt.Authority;
        options.Audience = jwt.Audience;
        options.RequireHttpsMetadata = jwt.Authority is null || !Uri.TryCreate(jwt.Authority, UriKind.Absolute, out var authority) || !authority.IsLoopback;
        var parameters = options.TokenValidationParameters;
        parameters.ValidAlgorithms = Algorithms;
        parameters.ValidateIssuer = true;
        parameters.ValidateAudience = true;
        parameters.ValidateLifetime = true;
        parameters.RequireExpirationTime = true;
        parameters.RequireSignedTokens = true;
        parameters.ValidAudience = jwt.Audience;
        parameters.ClockSkew = TimeSpan.FromSeconds(30);
        if (jwt.Issuer is { Length: > 0 } issuer)
        {
            parameters.ValidIssuer = issuer;
        }

        if (jwt.JwksFile is { Length: > 0 } file)
        {
            var keys = new JwksFile(file);
            parameters.IssuerSigningKeyResolver = (_, _, keyId, _) => keys.Find(keyId);
            options.Configuration = new Microsoft.IdentityModel.Protocols.OpenIdConnect.OpenIdConnectConfiguration();
        }

        options.Events = new JwtBearerEvents
        {
            OnTokenValidated = context =>
            {
                var principal = context.Principal!.FindFirstValue(jwt.PrincipalClaim);
                if (string.IsNullOrEmpty(principal))
                {
                    context.Fail($"The token has no claim \"{jwt.PrincipalClaim}\".");
                    return Task.CompletedTask;
                }

                var groups = context.Principal!.FindAll(jwt.GroupsClaim).Select(claim => claim.Value).ToList();
                context.HttpContext.Features.Set(new CallIdentity(new(principal, groups), "jwt", new DateTimeOffset(context.SecurityToken.ValidTo, TimeSpan.Zero), default));
                return Task.CompletedTask;
            },
        };
    }

    private static void Configure(CertificateAuthenticationOptions options, ClientCertificateOptions certificates)
    {
        var authorities = new X509Certificate2Collection();
        authorities.ImportFromPemFile(certificates.CaFile!);
        options.AllowedCertificateTypes = CertificateTypes.Chained;
        options.ChainTrustValidationMode = X509ChainTrustMode.CustomRootTrust;
        options.CustomTrustStore = authorities;
        options.RevocationMode = X509RevocationMode.NoCheck;
        options.ValidateCertificateUse = true;
        options.ValidateValidityPeriod = true;
        var principals = new CertificatePrincipals(certificates);
        options.Events = new CertificateAuthenticationEvents
        {
            OnCertificateValidated = context =>
            {
                if (principals.IsRevoked(context.ClientCertificate))
                {
                    context.Fail("The client certificate is revoked.");
                }
                else if (principals.Find(context.ClientCertificate) is { } principal)
                {
                    context.Principal = new ClaimsPrincipal(new ClaimsIdentity([new Claim(ClaimTypes.Name, principal)], context.Scheme.Name));
                    context.HttpContext.Features.Set(new CallIdentity(
                        new(principal), "certificate", new DateTimeOffset(context.ClientCertificate.NotAfter.ToUniversalTime(), TimeSpan.Zero), CertificatePrincipals.ThumbprintOf(context.ClientCertificate)));
                    context.Success();
                }
                else
                {
                    context.Fail("The client certificate is not one of Security:ClientCertificates:Principals.");
                }

                return Task.CompletedTask;
            },
        };
    }
}
