using System.Net;
using EdrGrpc.Contract.V1;
using EdrGrpc.IntegrationTests.Support;
using EdrGrpc.Submissions.Access;
using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace EdrGrpc.IntegrationTests.Authentication;

/// <summary>Too many calls of one caller, and too many guesses from one address.</summary>
public sealed class CallRateTests
{
    private const string Guess = "edr_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

    [Fact]
    public async Task FloodOfOneCaller_IsExhausted_WithRetryInfo_AndHurtsNoOther()
    {
        await using var guarded = await StartAsync(("Security:CallsPerSecond", "5"));
        var (alice, bob) = (await guarded.SecretAsync("alice"), await guarded.SecretAsync("bob"));

        var flood = Task.WhenAll(Enumerable.Range(0, 500).Select(_ => guarded.Gateway.CallAsync(alice)));
        var others = new List<Refusal?>();
        for (var call = 0; call < 30; call++)
        {
            others.Add(await guarded.Gateway.CallAsync(bob));
        }

        var refused = (await flood).Where(refusal => refusal is not null).ToList();
        Assert.All(others, Assert.Null);
        Assert.NotEmpty(refused);
        Assert.All(refused, refusal => Assert.Equal((StatusCode.ResourceExhausted, "QUOTA_EXCEEDED", true), (refusal!.Code, refusal.Reason, refusal.HasRetryInfo)));

        // A burst of ten seconds' worth, and what came back meanwhile.
        Assert.InRange(500 - refused.Count, 50, 250);
    }

    // Two tokens are one caller.
    [Fact]
    public async Task SecondToken_BringsNoSecondRate()
    {
        await using var guarded = await StartAsync(("Security:CallsPerSecond", "1"));
        var tokens = new List<string>();
        for (var token = 0; token < 10; token++)
        {
            tokens.Add((await guarded.NewTokenAsync("alice", TimeSpan.FromDays(1))).Secret);
        }

        var answers = await Task.WhenAll(Enumerable.Range(0, 200).Select(call => guarded.Gateway.CallAsync(tokens[call % tokens.Count])));

        Assert.InRange(answers.Count(answer => answer is null), 10, 60);
    }

    [Fact]
    public async Task Guesses_AreNotLookedAtAnyMore_AndWhoWasKnownIsServed()
    {
        await using var guarded = await StartAsync(("Security:FailedAuthenticationsPerMinute", "5"));
        var store = (CountingStore)guarded.Gateway.App.Services.GetRequiredService<IAccessStore>();
        var (alice, bob) = (await guarded.SecretAsync("alice"), await guarded.SecretAsync("bob"));
        Assert.Null(await guarded.Gateway.CallAsync(alice));
        var before = store.LookedUp.Count;

        var answers = new List<Refusal?>();
        for (var guess = 0; guess < 100; guess++)
        {
            answers.Add(await guarded.Gateway.CallAsync(Guess));
        }

        Assert.All(answers.Take(5), answer => Assert.Equal(StatusCode.Unauthenticated, answer?.Code));
        Assert.All(answers.Skip(5), answer => Assert.Equal((StatusCode.ResourceExhausted, true), (answer!.Code, answer.HasRetryInfo)));
        Assert.Equal(before + 5, store.LookedUp.Count);

        // The right guess would not be told from a wrong one; but who called before is not locked out by a neighbour.
        Assert.Equal(StatusCode.ResourceExhausted, (await guarded.Gateway.CallAsync(bob))?.Code);
        Assert.Null(await guarded.Gateway.CallAsync(alice));

        // Another address is another caller.
        Assert.Null(await guarded.Gateway.CallAsync(bob, certificate: null, IPAddress.Parse("127.0.0.2")));
    }

    // Other services answer an outsider too: they must not be a place to guess in.
    [Fact]
    public async Task GuessesAtReflectionAndHealth_CountAsWell()
    {
        await using var guarded = await StartAsync(("Security:FailedAuthenticationsPerMinute", "5"));
        var store = (CountingStore)guarded.Gateway.App.Services.GetRequiredService<IAccessStore>();
        var health = new Grpc.Health.V1.Health.HealthClient(guarded.Gateway.Channel);
        var reflection = new Grpc.Reflection.V1Alpha.ServerReflection.ServerReflectionClient(guarded.Gateway.Channel);
        for (var guess = 0; guess < 20; guess++)
        {
            var checkedHealth = await health.CheckAsync(new Grpc.Health.V1.HealthCheckRequest(), GuardedGateway.With(Guess));
            Assert.Equal(Grpc.Health.V1.HealthCheckResponse.Types.ServingStatus.Serving, checkedHealth.Status);
            using var call = reflection.ServerReflectionInfo(GuardedGateway.With(Guess));
            var refused = await Assert.ThrowsAsync<RpcException>(() => call.ResponseStream.MoveNext(CancellationToken.None));
            Assert.Equal(StatusCode.Unauthenticated, refused.StatusCode);
        }

        Assert.Equal(5, store.LookedUp.Count);
    }

    // A probe without credentials guesses nothing.
    [Fact]
    public async Task CallsWithoutCredentials_LockNobodyOut()
    {
        await using var guarded = await StartAsync(("Security:FailedAuthenticationsPerMinute", "5"));
        for (var call = 0; call < 20; call++)
        {
            Assert.Equal(StatusCode.Unauthenticated, (await guarded.Gateway.CallAsync(null))?.Code);
        }

        Assert.Null(await guarded.Gateway.CallAsync(await guarded.SecretAsync("alice")));
    }

    private static Task<GuardedGateway> StartAsync(params (string Name, string Value)[] settings) => GuardedGateway.StartAsync(
        Callers.Policy, settings: settings.ToDictionary(setting => setting.Name, setting => (string?)setting.Value, StringComparer.Ordinal), services: CountingStore.Use);
}
