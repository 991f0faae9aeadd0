using System.Net.Http.Json;
using System.Security.Claims;
using System.Security.Cryptography;
using System.Text.Json;
using EdrGrpc.IntegrationTests.Support;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Tokens;
using OpenIddict.Abstractions;
using OpenIddict.Server;

namespace EdrGrpc.IntegrationTests.Authentication;

/// <summary>An OpenID Connect provider (OpenIddict) on a loopback port, with one client that may have tokens for itself.</summary>
internal sealed class Issuer : IAsyncDisposable
{
    public const string Audience = "edrgrpc";
    private const string ClientId = "alice";
    private const string ClientSecret = "secret of alice";

    private readonly HttpClient _http = new();
    private WebApplication? _app;
    private int _port;

    public RsaSecurityKey Key { get; private set; } = NewKey();

    public string Url => $"http://127.0.0.1:{_port}";

    private OpenIddictServerOptions Options => _app!.Services.GetRequiredService<IOptionsMonitor<OpenIddictServerOptions>>().CurrentValue;

    public static async Task<Issuer> StartAsync()
    {
        var issuer = new Issuer();
        await issuer.StartAgainAsync();
        return issuer;
    }

    /// <summary>Starts, or starts again under the same address.</summary>
    public async Task StartAgainAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls(Url);
        builder.Services.AddOpenIddict().AddServer(server =>
        {
            server.SetTokenEndpointUris("/token").AllowClientCredentialsFlow().EnableDegradedMode().DisableAccessTokenEncryption();
            server.AddSigningKey(Key).AddEphemeralEncryptionKey();
            server.UseAspNetCore().DisableTransportSecurityRequirement();
            server.AddEventHandler<OpenIddictServerEvents.ValidateTokenRequestContext>(handler => handler.UseInlineHandler(context =>
            {
                if (context.ClientId != ClientId || context.ClientSecret != ClientSecret)
                {
                    context.Reject(OpenIddictConstants.Errors.InvalidClient);
                }

                return ValueTask.CompletedTask;
            }));
            server.AddEventHandler<OpenIddictServerEvents.HandleTokenRequestContext>(handler => handler.UseInlineHandler(context =>
            {
                var identity = new ClaimsIdentity("client");
                identity.AddClaim(OpenIddictConstants.Claims.Subject, context.ClientId!);
                context.Principal = new ClaimsPrincipal(identity);
                context.Principal.SetAudiences(Audience);
                return ValueTask.CompletedTask;
            }));
        });
        _app = builder.Build();
        await _app.StartAsync();
        _port = new Uri(_app.Urls.Single()).Port;
    }

    public async Task StopAsync()
    {
        if (_app is { } app)
        {
            _app = null;
            await app.StopAsync();
            await app.DisposeAsync();
        }
    }

    /// <summary>A token by the client credentials grant.</summary>
    public async Task<string> TokenAsync()
    {
        using var form = new FormUrlEncodedContent(new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["grant_type"] = "client_credentials", ["client_id"] = ClientId, ["client_secret"] = ClientSecret,
        });
        using var response = await _http.PostAsync(Url + "/token", form);
        var answer = await response.Content.ReadFromJsonAsync<JsonElement>();
        return answer.GetProperty("access_token").GetString()!;
    }

    /// <summary>Signs with a new key and does not name the old one any more.</summary>
    public void Rotate()
    {
        Key = NewKey();
        Options.SigningCredentials.Clear();
        Options.SigningCredentials.Add(new SigningCredentials(Key, SecurityAlgorithms.RsaSha256));
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _http.Dispose();
    }

    private static RsaSecurityKey NewKey() => new(RSA.Create(2048)) { KeyId = Guid.NewGuid().ToString("N") };
}
