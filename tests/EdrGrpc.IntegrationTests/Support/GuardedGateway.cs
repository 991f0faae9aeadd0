using System.Collections.Concurrent;
using EdrGrpc.Contract.V1;
using EdrGrpc.IntegrationTests.Watch;
using EdrGrpc.Ksc.Simulator;
using EdrGrpc.Server.Access;
using EdrGrpc.Submissions.Access;
using EdrGrpc.Submissions.Audit;
using EdrGrpc.Submissions.Policy;
using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;

namespace EdrGrpc.IntegrationTests.Support;

/// <summary>A gateway as in production: callers have tokens and a policy says what they may do.</summary>
internal sealed class GuardedGateway : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, string> _secrets = new(StringComparer.Ordinal);

    private GuardedGateway(Gateway gateway, string policyFile) => (Gateway, PolicyFile) = (gateway, policyFile);

    public Gateway Gateway { get; }

    public string PolicyFile { get; }

    public static async Task<GuardedGateway> StartAsync(
        string policy, SimulatorOptions? simulator = null, Dictionary<string, string?>? settings = null, Action<IServiceCollection>? services = null)
    {
        var file = Path.Combine(Directory.CreateTempSubdirectory("edrgrpc-policy-").FullName, "policy.json");
        await File.WriteAllTextAsync(file, policy);
        var all = new Dictionary<string, string?>(StringComparer.Ordinal) { ["Security:AllowAnonymous"] = "false", ["Security:PolicyFile"] = file };
        foreach (var (key, value) in settings ?? [])
        {
            all[key] = value;
        }

        return new GuardedGateway(await Gateway.StartAsync(simulator, all, services: services), file);
    }

    /// <summary>A token of a principal, made once; stays valid over restarts.</summary>
    public async Task<string> SecretAsync(string principal)
    {
        if (!_secrets.TryGetValue(principal, out var secret))
        {
            (secret, _) = await NewTokenAsync(principal, TimeSpan.FromDays(3));
            _secrets[principal] = secret;
        }

        return secret;
    }

    /// <summary>Replaces the policy file as an administrator does, and waits until it is in force.</summary>
    public async Task ChangePolicyAsync(string policy)
    {
        var source = Gateway.App.Services.GetRequiredService<PolicySource>();
        var before = source.Version;
        await File.WriteAllTextAsync(PolicyFile + ".new", policy);
        File.Move(PolicyFile + ".new", PolicyFile, overwrite: true);
        await WatchCalls.EventuallyAsync(() => source.Version > before);
    }

    /// <summary>A further token of a principal.</summary>
    public async Task<(string Secret, Guid Id)> NewTokenAsync(string principal, TimeSpan life)
    {
        var now = TimeProvider.System.GetUtcNow();
        var (secret, hash) = ApiTokens.Create();
        var token = new ApiToken(Guid.CreateVersion7(), hash, principal, "", "test", now, now + life, null);
        await Gateway.App.Services.GetRequiredService<IAccessStore>().AddTokenAsync(
            token, new AuditEntry { Time = now, Principal = "test", Operation = "CreateToken", Outcome = "ALLOWED" }, CancellationToken.None);
        return (secret, token.Id);
    }

    /// <summary>Call options of a principal.</summary>
    public async Task<CallOptions> AsAsync(string principal) => With(await SecretAsync(principal));

    /// <summary>Call options with a bearer token.</summary>
    public static CallOptions With(string bearer) => Gateway.Options().WithHeaders(new Metadata { { "authorization", "Bearer " + bearer } });

    public async Task<Submission> SubmitAsync(string principal, ResponseAction action) =>
        (await Gateway.Responses.SubmitAsync(new SubmitRequest { RequestId = Guid.NewGuid().ToString(), Action = action }, await AsAsync(principal))).Submission;

    /// <summary>The submission's events up to and including the first that satisfies the condition, or its end.</summary>
    public async Task<List<SubmissionEvent>> EventsUntilAsync(string principal, string submissionId, Func<SubmissionEvent, bool> condition)
    {
        var events = new List<SubmissionEvent>();
        using var call = Gateway.Responses.WatchSubmission(new WatchSubmissionRequest { SubmissionId = submissionId }, await AsAsync(principal));
        await foreach (var message in call.ResponseStream.ReadAllAsync())
        {
            if (message.Event is { } submissionEvent)
            {
                events.Add(submissionEvent);
                if (condition(submissionEvent))
                {
                    break;
                }
            }
        }

        return events;
    }

    public async Task<Submission> EndOfAsync(string principal, string submissionId) => (await EventsUntilAsync(principal, submissionId, _ => false))[^1].Submission;

    public async ValueTask DisposeAsync()
    {
        await Gateway.DisposeAsync();
        Directory.GetParent(PolicyFile)!.Delete(recursive: true);
    }
}
