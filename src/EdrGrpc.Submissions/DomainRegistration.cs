using EdrGrpc.Submissions.Audit;
using EdrGrpc.Submissions.Dispatch;
using EdrGrpc.Submissions.Policy;
using EdrGrpc.Submissions.Retention;
using EdrGrpc.Submissions.Store;
using EdrGrpc.Submissions.Watching;
using Microsoft.Extensions.DependencyInjection;

namespace EdrGrpc.Submissions;

/// <summary>Wires the domain; the host brings ISubmissionStore, KscServers, TimeProvider and the options.</summary>
public static class DomainRegistration
{
    /// <summary>Adds hub, watcher, gate, waker, host services, sweep, search for late incidents and retention.</summary>
    public static IServiceCollection AddSubmissions(this IServiceCollection services)
    {
        services.AddSingleton<WatchHub>();
        services.AddSingleton<IEventPublisher>(provider => provider.GetRequiredService<WatchHub>());
        services.AddSingleton<EventWatcher>();
        services.AddSingleton<IDispatchGate, GrainDispatchGate>();
        services.AddSingleton<IHostWaker, HostWaker>();
        services.AddSingleton<DispatchMetrics>();
        services.AddSingleton<PolicySource>();
        services.AddSingleton<HostFactsSource>();
        services.AddSingleton<SendPolicy>();
        services.AddSingleton<AuditVerifier>();
        services.AddSingleton<HostServices>();
        services.AddHostedService<SweepService>();
        services.AddHostedService<LateIncidentService>();
        services.AddHostedService<AutoReleaseService>();
        services.AddHostedService<RetentionService>();
        return services;
    }
}
