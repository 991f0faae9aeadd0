using EdrGrpc.Server.Admin;
using EdrGrpc.Server.Hosting;
using EdrGrpc.Server.Settings;
using EdrGrpc.Submissions.Access;
using EdrGrpc.Submissions.Audit;
using EdrGrpc.Submissions.Store;
using EdrGrpc.Submissions.Watching;
using Microsoft.Extensions.Logging.Abstractions;

namespace EdrGrpc.Server.Access;

/// <summary>"--create-token NAME": makes a token while the server is stopped, for the first administrator. Later ones are made with AdminService.</summary>
internal static class FirstToken
{
    private const int LongestName = 128;
    private static readonly TimeSpan Life = TimeSpan.FromDays(90);

    public static async Task<int> RunAsync(string principal, string[] args)
    {
        if (PrincipalName.Problem(principal) is { } problem)
        {
            throw new SettingsException($"--create-token: the name of the principal: {problem}");
        }

        var configuration = GatewayBuilder.Create(args).Configuration;
        var options = configuration.GetSection("Store").Get<StoreOptions>() ?? new StoreOptions();
        options.RaiseEpoch = false;
        var time = TimeProvider.System;
        try
        {
            await using var store = await StoreOpener.OpenAsync(
                options, AuditKeyFile.Read(configuration.GetSection("Audit").Get<AuditOptions>() ?? new AuditOptions()), new WatchHub(), time, NullLoggerFactory.Instance);
            var now = time.GetUtcNow();
            var (secret, hash) = ApiTokens.Create();
            var token = new ApiToken(Guid.CreateVersion7(now), hash, principal, "made with --create-token", AuditEntry.System, now, now + Life, null);
            await store.AddTokenAsync(
                token,
                new AuditEntry
                {
                    Time = now, Principal = AuditEntry.System, Operation = "CreateToken", Outcome = AuditOutcomes.Allowed, Rule = "--create-token", DetailJson = TokenHandler.AuditDetail(token),
                },
                CancellationToken.None);
            await Console.Error.WriteLineAsync($"Token for {principal}, valid until {now + Life:yyyy-MM-dd}. It is shown once; keep it in a file that only its user can read.");
            Console.WriteLine(secret);
            return 0;
        }
        catch (StoreUnavailableException exception)
        {
            throw new SettingsException(exception.Message, exception);
        }
    }
}
