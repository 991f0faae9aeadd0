using System.Text.Json;
using EdrGrpc.Server.Settings;
using EdrGrpc.Submissions.Audit;
using EdrGrpc.Submissions.Store;
using Microsoft.Extensions.Options;

namespace EdrGrpc.Server.Policy;

/// <summary>Puts the policy file in force when it changes. A changed file with a mistake changes nothing: the policy before stays, loudly.</summary>
internal sealed partial class PolicyReload(PolicyFile file, IOptions<SecurityOptions> security, IAuditStore audit, TimeProvider time, ILogger<PolicyReload> logger) : BackgroundService
{
    private static readonly TimeSpan LookInterval = TimeSpan.FromSeconds(1);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var told = "";

        // Looked at, not watched: files of mounted configuration are replaced in ways that watchers miss.
        using var timer = new PeriodicTimer(LookInterval, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            var changed = file.Reload(out var problems);
            var text = string.Join(" ", problems);
            if (text.Length > 0 && text != told)
            {
                Refused(logger, security.Value.PolicyFile!, text);
                await RecordAsync(AuditOutcomes.Failed, new Dictionary<string, string>(StringComparer.Ordinal) { ["problems"] = text }, stoppingToken);
            }

            told = text;
            if (changed)
            {
                InForce(logger, security.Value.PolicyFile!);
                await RecordAsync(AuditOutcomes.Allowed, new Dictionary<string, string>(StringComparer.Ordinal) { ["sha256"] = file.Hash }, stoppingToken);
            }
        }
    }

    private async Task RecordAsync(string outcome, Dictionary<string, string> detail, CancellationToken cancellationToken)
    {
        try
        {
            await audit.AppendAsync(
                new AuditEntry
                {
                    Time = time.GetUtcNow(),
                    Principal = AuditEntry.System,
                    Operation = "PolicyReload",
                    Outcome = outcome,
                    DetailJson = JsonSerializer.Serialize(detail),
                },
                cancellationToken);
        }
        catch (StoreUnavailableException exception)
        {
            NotRecorded(logger, exception.Message);
        }
    }

    [LoggerMessage(300, LogLevel.Information, "The policy {Path} is in force")]
    private static partial void InForce(ILogger logger, string path);

    [LoggerMessage(301, LogLevel.Error, "The changed policy {Path} is NOT in force, the one before it still is: {Problems}")]
    private static partial void Refused(ILogger logger, string path, string problems);

    [LoggerMessage(302, LogLevel.Error, "What became of the changed policy could not be recorded: {Reason}")]
    private static partial void NotRecorded(ILogger logger, string reason);
}
