using EdrGrpc.Submissions.Store;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace EdrGrpc.Server.Health;

/// <summary>NOT_SERVING when the store is down. A KSC outage shows in KscService and metrics, not here: submissions wait through it.</summary>
internal sealed class StoreHealthCheck(ISubmissionStore store) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            await store.CheckAsync(cancellationToken);
            return HealthCheckResult.Healthy();
        }
        catch (StoreUnavailableException exception)
        {
            return HealthCheckResult.Unhealthy(exception.Message);
        }
    }
}
