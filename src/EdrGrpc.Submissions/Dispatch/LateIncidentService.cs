using EdrGrpc.Submissions.Replicas;
using EdrGrpc.Submissions.Store;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace EdrGrpc.Submissions.Dispatch;

/// <summary>Runs <see cref="LateIncidentSearch"/> now and then.</summary>
public sealed class LateIncidentService(HostServices services, IReplicas replicas) : BackgroundService
{
    private readonly ILogger _logger = services.Loggers.CreateLogger<LateIncidentService>();

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var search = new LateIncidentSearch(services);
        while (!stoppingToken.IsCancellationRequested)
        {
            await Task.Delay(replicas.IntervalOfChore(services.Options.LateIncidentInterval), services.Time, stoppingToken);
            try
            {
                await search.RunAsync(stoppingToken);
            }
            catch (StoreUnavailableException exception)
            {
                DispatchLog.LateSearchFailed(_logger, Guid.Empty, exception.Message);
            }
        }
    }
}
