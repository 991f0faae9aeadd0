using EdrGrpc.Submissions.Replicas;
using EdrGrpc.Submissions.Store;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace EdrGrpc.Submissions.Retention;

/// <summary>Removes what ended long ago, in small steps.</summary>
public sealed partial class RetentionService(
    ISubmissionStore store, IReplicas replicas, IOptionsMonitor<RetentionOptions> options, TimeProvider time, ILogger<RetentionService> logger) : BackgroundService
{
    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await PurgeAsync(stoppingToken);
            }
            catch (StoreUnavailableException exception)
            {
                StoreDown(logger, exception.Message);
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                // It would end the host.
                PurgeFailed(logger, exception);
            }

            await Task.Delay(replicas.IntervalOfChore(options.CurrentValue.PurgeInterval), time, stoppingToken);
        }
    }

    private async Task PurgeAsync(CancellationToken cancellationToken)
    {
        var current = options.CurrentValue;
        var endedBefore = time.GetUtcNow() - current.Keep;
        var total = 0;
        int removed;
        do
        {
            removed = await store.PurgeAsync(endedBefore, current.PurgeStep, cancellationToken);
            total += removed;
        }
        while (removed == current.PurgeStep);
        if (total > 0)
        {
            Purged(logger, total, endedBefore);
        }
    }

    [LoggerMessage(1100, LogLevel.Information, "{Count} submissions that ended before {EndedBefore:u} were removed")]
    private static partial void Purged(ILogger logger, int count, DateTimeOffset endedBefore);

    [LoggerMessage(1101, LogLevel.Warning, "Nothing could be removed: {Reason}")]
    private static partial void StoreDown(ILogger logger, string reason);

    [LoggerMessage(1102, LogLevel.Error, "A defect in the removal of what ended")]
    private static partial void PurgeFailed(ILogger logger, Exception exception);
}
