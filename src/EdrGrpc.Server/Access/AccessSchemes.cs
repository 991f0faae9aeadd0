using System.Security.Claims;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using EdrGrpc.Contract.V1;
using EdrGrpc.Server.Errors;
using EdrGrpc.Server.Settings;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Certificate;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace EdrGrpc.Server.Access;

/// <summary>The ways in which a caller can be known: API token, JSON Web Token, client certificate. What a call carries decides which one is asked.</summary>
internal static class AccessSchemes
{
    private static readonly TimeSpan IssuerTimeout = TimeSpan.FromSeconds(10);

    // A withdrawn key is refused after this long.
    private static readonly TimeSpan KeysMaxAge = TimeSpan.FromMinutes(10);

    // Anybody can send a token with an unknown key, and one that is down should not be pressed: the issuer is asked at most this often.
    private static readonly TimeSpan KeysMinAge = TimeSpan.FromSeconds(5);

    private static readonly string[] Algorithms =
    [
        SecurityAlgorithms.RsaSha256, SecurityAlgorithms.RsaSha384, SecurityAlgorithms.RsaSha512, SecurityAlgorithms.RsaSsaPssSha256, SecurityAlgorithms.RsaSsaPssSha384,
        SecurityAlgorithms.RsaSsaPssSha512, SecurityAlgorithms.EcdsaSha256, SecurityAlgorithms.EcdsaSha384, SecurityAlgorithms.EcdsaSha512,
    ];

    public static void AddAccessSchemes(this IServiceCollection services, SecurityOptions security)
    {
        var jwt = security.Jwt;
        var certificates = security.ClientCertificates;
        services.AddSingleton<GoodCredentials>();
        services.AddSingleton<CertificatePrincipals>();
        var authentication = services.AddAuthentication(CallAuthenticationHandler.SchemeName)
            .AddScheme<AuthenticationSchemeOptions, CallAuthenticationHandler>(CallAuthenticationHandler.SchemeName, null)
            .AddScheme<AuthenticationSchemeOptions, TokenAuthenticationHandler>(TokenAuthenticationHandler.SchemeName, null);
        if (jwt.IsConfigured)
        {
            // Keys that the issuer no longer names are not taken, and a caller whose key is new need not come twice.
            AppContext.SetSwitch("Switch.Microsoft.IdentityModel.UpdateConfigAsBlocking", true);
            authentication.AddJwtBearer(options => Configure(options, jwt));
            services.PostConfigure<JwtBearerOptions>(JwtBearerDefaults.AuthenticationScheme, options =>
            {
                if (options.ConfigurationManager is BaseConfigurationManager manager)
                {
                    manager.UseLastKnownGoodConfiguration = false;
                }
            });
        }

        if (jwt.JwksFile is { Length: > 0 } file)
        {
            services.AddSingleton(provider => ActivatorUtilities.CreateInstance<JwksFile>(provider, file));
            services.AddOptions<JwtBearerOptions>(JwtBearerDefaults.AuthenticationScheme).Configure<JwksFile>((options, keys) =>
            {
                options.TokenValidationParameters.IssuerSigningKeyResolver = (_, _, keyId, _) => keys.Find(keyId);
                options.Configuration = new OpenIdConnectConfiguration();
            });
        }

        if (!string.IsNullOrEmpty(certificates.CaFile))
        {
            var authorities = ReadAuthorities(certificates.CaFile);
            authentication.AddCertificate();
            services.AddOptions<CertificateAuthenticationOptions>(CertificateAuthenticationDefaults.AuthenticationScheme)
                .Configure<CertificatePrincipals>((options, principals) => Configure(options, authorities, principals));
        }
    }

    private static void Configure(JwtBearerOptions options, JwtOptions jwt)
    {
        options.MapInboundClaims = false;
        options.Authority = jwt.Authority;
        options.Audience = jwt.Audience;
        options.RequireHttpsMetadata = jwt.Authority is null || !Uri.TryCreate(jwt.Authority, UriKind.Absolute, out var authority) || !authority.IsLoopback;
        options.BackchannelTimeout = IssuerTimeout;
        options.AutomaticRefreshInterval = KeysMaxAge;
        options.RefreshInterval = KeysMinAge;
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

        options.Events = new JwtBearerEvents
        {
            OnMessageReceived = NeedIssuerAsync,
            OnTokenValidated = context =>
            {
                var claims = context.Principal!.FindAll(jwt.PrincipalClaim).ToList();
                if (claims is not [{ ValueType: ClaimValueTypes.String } claim])
                {
                    context.Fail($"The token does not have exactly one claim \"{jwt.PrincipalClaim}\" that is a text.");
                }
                else if (PrincipalName.Problem(claim.Value) is { } problem)
                {
                    context.Fail($"The token's claim \"{jwt.PrincipalClaim}\" is no principal: {problem}");
                }
                else
                {
                    var groups = context.Principal!.FindAll(jwt.GroupsClaim).Select(group => group.Value).ToList();
                    context.HttpContext.Features.Set(new CallIdentity(new(claim.Value, groups), "jwt", new DateTimeOffset(context.SecurityToken.ValidTo, TimeSpan.Zero), default));
                }

                return Task.CompletedTask;
            },
        };
    }

    // Without the issuer's keys every token would look forged.
    private static async Task NeedIssuerAsync(MessageReceivedContext context)
    {
        try
        {
            if (context.Options.ConfigurationManager is { } manager)
            {
                await manager.GetConfigurationAsync(context.HttpContext.RequestAborted);
            }
        }
        catch (InvalidOperationException exception)
        {
            context.HttpContext.Features.Set(new AuthenticationTrouble(new ResponseException(
                ErrorReason.IssuerUnavailable, "The identity provider cannot be asked for its keys now, so that tokens cannot be checked.", StatusMapping.Retry(KeysMinAge))));
            context.Fail(exception);
        }
    }

    private static X509Certificate2Collection ReadAuthorities(string path)
    {
        try
        {
            var authorities = new X509Certificate2Collection();
            authorities.ImportFromPemFile(path);
            return authorities.Count > 0 ? authorities : throw new SettingsException($"Security:ClientCertificates:CaFile: {path} holds no certificate in PEM.");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or CryptographicException)
        {
            throw new SettingsException($"Security:ClientCertificates:CaFile: {path} cannot be used: {exception.Message}", exception);
        }
    }

    private static void Configure(CertificateAuthenticationOptions options, X509Certificate2Collection authorities, CertificatePrincipals principals)
    {
        options.AllowedCertificateTypes = CertificateTypes.Chained;
        options.ChainTrustValidationMode = X509ChainTrustMode.CustomRootTrust;
        options.CustomTrustStore = authorities;
        options.RevocationMode = X509RevocationMode.NoCheck;
        options.ValidateCertificateUse = true;
        options.ValidateValidityPeriod = true;
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
