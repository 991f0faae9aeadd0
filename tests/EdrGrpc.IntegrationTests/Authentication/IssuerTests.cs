using System.Security.Cryptography;
using EdrGrpc.IntegrationTests.Support;
using Grpc.Core;
using Xunit;

namespace EdrGrpc.IntegrationTests.Authentication;

/// <summary>Tokens of a real OpenID Connect provider, found by discovery: its keys change, and it is not always there.</summary>
public sealed class IssuerTests
{
    [Fact]
    public async Task TokenOfTheIssuer_IsItsSubject()
    {
        await using var issuer = await Issuer.StartAsync();
        await using var guarded = await StartAsync(issuer);

        Assert.Equal("alice", await guarded.Gateway.PrincipalAsync(GuardedGateway.With(await issuer.TokenAsync())));
        Assert.Equal(StatusCode.Unauthenticated, (await guarded.Gateway.CallAsync(null))?.Code);
    }

    [Fact]
    public async Task TokenForAnotherAudience_IsRefused()
    {
        await using var issuer = await Issuer.StartAsync();
        await using var guarded = await StartAsync(issuer, "other");

        Assert.Equal(StatusCode.Unauthenticated, (await guarded.Gateway.CallAsync(await issuer.TokenAsync()))?.Code);
    }

    [Fact]
    public async Task RotatedKey_IsTakenAtOnce_AndTheWithdrawnOneRefused()
    {
        await using var issuer = await Issuer.StartAsync();
        await using var guarded = await StartAsync(issuer);
        var old = await issuer.TokenAsync();
        Assert.Null(await guarded.Gateway.CallAsync(old));

        issuer.Rotate();

        Assert.Null(await guarded.Gateway.CallAsync(await issuer.TokenAsync()));
        Assert.Equal(StatusCode.Unauthenticated, (await guarded.Gateway.CallAsync(old))?.Code);
    }

    // The withdrawn key may be the stolen one: that no other token was seen since must not keep it in force.
    [Fact]
    public async Task WithdrawnKey_IsRefused_AlsoBeforeATokenOfTheNewOneCame()
    {
        await using var issuer = await Issuer.StartAsync();
        await using var guarded = await StartAsync(issuer);
        var old = await issuer.TokenAsync();
        Assert.Null(await guarded.Gateway.CallAsync(old));

        issuer.Rotate();

        // A token of nobody's key makes the gateway ask the issuer.
        Assert.Equal(StatusCode.Unauthenticated, (await guarded.Gateway.CallAsync(Forged(issuer)))?.Code);
        Assert.Equal(StatusCode.Unauthenticated, (await guarded.Gateway.CallAsync(old))?.Code);
    }

    [Fact]
    public async Task IssuerThatIsDownAtTheStart_IsUnavailable_DoesNotCountAsGuesses_AndComesBack()
    {
        await using var issuer = await Issuer.StartAsync();
        var token = await issuer.TokenAsync();
        await issuer.StopAsync();
        await using var guarded = await StartAsync(issuer);

        for (var call = 0; call < 6; call++)
        {
            var refusal = await guarded.Gateway.CallAsync(token);
            Assert.Equal((StatusCode.Unavailable, "ISSUER_UNAVAILABLE", true), (refusal?.Code, refusal?.Reason, refusal?.HasRetryInfo));
        }

        // Whoever has a token of ours needs no issuer.
        Assert.Null(await guarded.Gateway.CallAsync(await guarded.SecretAsync("alice")));

        await issuer.StartAgainAsync();

        // It is asked again after a while, not for each call.
        await Callers.EventuallyAsync(async () => await guarded.Gateway.CallAsync(token) is null);
        Assert.Null(await guarded.Gateway.CallAsync(await issuer.TokenAsync()));
    }

    [Fact]
    public async Task IssuerThatGoesDown_HurtsNobodyWhoseKeyIsKnown()
    {
        await using var issuer = await Issuer.StartAsync();
        await using var guarded = await StartAsync(issuer);
        var token = await issuer.TokenAsync();
        Assert.Null(await guarded.Gateway.CallAsync(token));

        await issuer.StopAsync();

        Assert.Equal(StatusCode.Unauthenticated, (await guarded.Gateway.CallAsync(Forged(issuer)))?.Code);
        Assert.Null(await guarded.Gateway.CallAsync(token));
    }

    private static string Forged(Issuer issuer)
    {
        using var foreign = RSA.Create(2048);
        return new TokenForge(issuer.Url + "/", Issuer.Audience, foreign, "unknown").Signed();
    }

    private static Task<GuardedGateway> StartAsync(Issuer issuer, string audience = Issuer.Audience) => GuardedGateway.StartAsync(
        Callers.Policy,
        settings: new(StringComparer.Ordinal)
        {
            ["Security:Jwt:Authority"] = issuer.Url, ["Security:Jwt:Audience"] = audience, ["Security:FailedAuthenticationsPerMinute"] = "5",
        });
}
