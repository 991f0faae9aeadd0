using EdrGrpc.Submissions.Replicas;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace EdrGrpc.Submissions.Dispatch;

/// <summary>Wakes every host with unfinished submissions: at start, when a replica has gone, and now and then, should a wake-up have been lost.</summary>
public sealed class SweepService(HostServices services, IGrainFactory grains, IReplicas replicas) : BackgroundService
{
    private readonly ILogger _logger = services.Loggers.CreateLogger<SweepService>();

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                foreach (var host in await services.Store.GetHostsWithUnfinishedAsync(stoppingToken))
                {
                    await grains.GetGrain<IHostGrain>(host.ToString()).WakeAsync();
                }

                await replicas.WaitForLossAsync(replicas.IntervalOfChore(services.Options.SweepInterval), stoppingToken);
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                DispatchLog.SweepFailed(_logger, exception);
                await Task.Delay(services.Options.RetryDelay, services.Time, stoppingToken);
            }
        }
    }
}
