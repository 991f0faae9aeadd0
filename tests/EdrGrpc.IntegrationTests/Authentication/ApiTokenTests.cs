using System.Security.Cryptography;
using System.Text;
using EdrGrpc.Contract.V1;
using EdrGrpc.IntegrationTests.Support;
using EdrGrpc.Submissions.Access;
using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace EdrGrpc.IntegrationTests.Authentication;

/// <summary>API tokens: guessed, malformed, revoked and expired.</summary>
public sealed class ApiTokenTests
{
    private const int TextLength = 47;

    [Fact]
    public async Task UnknownRevokedAndExpired_LookTheSameFromOutside()
    {
        await using var guarded = await StartAsync();
        var (expired, _) = await guarded.NewTokenAsync("alice", TimeSpan.FromSeconds(-1));
        var (revoked, id) = await guarded.NewTokenAsync("alice", TimeSpan.FromDays(1));
        await RevokeAsync(guarded, id);

        var answers = new List<Google.Rpc.Status>();
        foreach (var token in new[] { "edr_" + new string('A', 43), expired, revoked, "x", null })
        {
            answers.Add((await guarded.Gateway.CallAsync(token))!.Status);
        }

        Assert.All(answers, answer => Assert.Equal(answers[0], answer));
    }

    // Comparing takes no part of the secret, so that the time it takes tells none: what reaches the store's index is the hash of the whole guess, and
    // guesses that share all but one character with a token share nothing with it there. A clock cannot measure that without flaking; the structure can be seen.
    [Fact]
    public async Task Guess_IsLookedUpByItsHashAlone()
    {
        await using var guarded = await StartAsync();
        var (secret, _) = await guarded.NewTokenAsync("alice", TimeSpan.FromDays(1));
        var guesses = Enumerable.Range(5, 42).Select(at => secret[..at] + (secret[at] == 'A' ? 'B' : 'A') + secret[(at + 1)..]).Append(secret).ToList();

        foreach (var guess in guesses)
        {
            Assert.Equal(guess == secret, await guarded.Gateway.CallAsync(guess) is null);
        }

        var expected = guesses.Select(guess => Convert.ToHexString(SHA256.HashData(Encoding.ASCII.GetBytes(guess))));
        Assert.Equal(expected, Store(guarded).LookedUp.Select(Convert.ToHexString));
    }

    [Fact]
    public async Task TextThatCanBeNoToken_IsNotEvenLookedUp()
    {
        await using var guarded = await StartAsync();
        var secret = await guarded.SecretAsync("alice");
        var before = Store(guarded).LookedUp.Count;
        foreach (var text in new[]
        {
            "", " ", "edr_", secret[..^1], secret + "A", secret + "=", secret + " " + secret, $"{secret},{secret}", secret[4..], "EDR_" + secret[4..],
            "edr_" + new string('A', 12_000), $"\"{secret}\"", secret.Replace("edr_", "edr_%00", StringComparison.Ordinal), "'; DROP TABLE tokens; --",
        })
        {
            Assert.Equal(StatusCode.Unauthenticated, (await guarded.Gateway.CallAsync(text))?.Code);
        }

        Assert.Equal(before, Store(guarded).LookedUp.Count);
        Assert.Null(await guarded.Gateway.CallAsync(secret));
    }

    [Theory]
    [InlineData("edr_\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000")]
    [InlineData("edr_\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9")]
    [InlineData("edr_\ud83d\udd11")]
    [InlineData("edr_\u202e\u0430")]
    [InlineData("edr_\t\u007f")]
    [InlineData("edr_\u0080\u00ff")]
    public async Task BytesThatNoClientSends_AreRefused_AndTheServerLives(string token)
    {
        await using var guarded = await StartAsync();
        foreach (var encoding in new[] { Encoding.UTF8, Encoding.Latin1 })
        {
            var request = encoding.GetBytes($"GET /v1/capabilities HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {token}\r\nConnection: close\r\n\r\n");
            var status = await RawTls.StatusAsync(guarded.Gateway, request);
            Assert.True(status is 400 or 401, $"HTTP {status}");
        }

        Assert.Null(await guarded.Gateway.CallAsync(await guarded.SecretAsync("alice")));
    }

    [Fact]
    public async Task RevokedWhileInUse_EndsTheStream_AndTheNextCall()
    {
        await using var guarded = await StartAsync();
        var (secret, id) = await guarded.NewTokenAsync("alice", TimeSpan.FromDays(1));
        using var watch = await guarded.Gateway.OpenWatchAsync(GuardedGateway.With(secret));
        Assert.Null(await guarded.Gateway.CallAsync(secret));

        await RevokeAsync(guarded, id);

        Assert.Equal(StatusCode.Unauthenticated, (await guarded.Gateway.CallAsync(secret))?.Code);
        Assert.Equal(StatusCode.Unauthenticated, (await Callers.EndOfAsync(watch)).Code);
    }

    [Fact]
    public async Task ExpiredWhileInUse_EndsTheStream_AndTheNextCall()
    {
        await using var guarded = await StartAsync();
        var (secret, _) = await guarded.NewTokenAsync("alice", TimeSpan.FromSeconds(2));
        using var watch = await guarded.Gateway.OpenWatchAsync(GuardedGateway.With(secret));

        Assert.Equal(StatusCode.Unauthenticated, (await Callers.EndOfAsync(watch)).Code);
        Assert.Equal(StatusCode.Unauthenticated, (await guarded.Gateway.CallAsync(secret))?.Code);
    }

    [Fact]
    public async Task StoreThatCannotBeRead_IsUnavailable_NotAnUnknownToken()
    {
        await using var guarded = await StartAsync();
        Store(guarded).IsDown = true;

        var refusal = await guarded.Gateway.CallAsync("edr_" + new string('A', TextLength - 4));

        Assert.Equal((StatusCode.Unavailable, "STORE_UNAVAILABLE", true), (refusal?.Code, refusal?.Reason, refusal?.HasRetryInfo));
    }

    [Theory]
    [InlineData("group:soc-leads")]
    [InlineData("*")]
    [InlineData("edrgrpc")]
    [InlineData("alice\n")]
    [InlineData(" ")]
    public async Task TokenForANameThatCannotBe_IsNotMade(string principal)
    {
        await using var guarded = await StartAsync();
        var admin = new AdminService.AdminServiceClient(guarded.Gateway.Channel);
        var options = await guarded.AsAsync("alice");

        var refusal = await Refusal.OfAsync(() => admin.CreateTokenAsync(new CreateTokenRequest { Principal = principal }, options));

        Assert.Equal(["principal"], refusal.Fields);
    }

    private static CountingStore Store(GuardedGateway guarded) => (CountingStore)guarded.Gateway.App.Services.GetRequiredService<IAccessStore>();

    private static async Task RevokeAsync(GuardedGateway guarded, Guid id) => await new AdminService.AdminServiceClient(guarded.Gateway.Channel)
        .RevokeTokenAsync(new RevokeTokenRequest { TokenId = id.ToString() }, await guarded.AsAsync("alice"));

    private static Task<GuardedGateway> StartAsync() => GuardedGateway.StartAsync(
        Callers.Policy,
        settings: new(StringComparer.Ordinal) { ["Security:FailedAuthenticationsPerMinute"] = "100000", ["Watch:HeartbeatInterval"] = "00:00:00.100" },
        services: CountingStore.Use);
}
