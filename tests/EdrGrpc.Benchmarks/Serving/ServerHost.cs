using System.Diagnostics.Metrics;
using EdrGrpc.Server.Access;
using EdrGrpc.Server.Hosting;
using EdrGrpc.Server.Watch;
using EdrGrpc.Submissions.Access;
using EdrGrpc.Submissions.Audit;
using EdrGrpc.Submissions.Dispatch;
using EdrGrpc.Submissions.Store;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace EdrGrpc.Benchmarks;

/// <summary>
/// The process under test: the real gateway (validation, interceptors, durable store) and, on a port of its own, a bare gRPC server that is the ceiling.
/// Ready with "gateway-url ceiling-url token". "heap" answers with the bytes that live after a full collection,
/// "cursor" with the cursor of the newest event.
/// </summary>
internal static class ServerHost
{
    public const string Command = "server";

    public const string Caller = "benchmark";

    public static async Task RunAsync(string planFile)
    {
        var plan = await ServerPlan.ReadAsync(planFile);
        using var listener = plan.Metrics ? Listen() : null;
        await using var gateway = await GatewayApp.BuildAsync([], new GatewaySetup
        {
            Settings = plan.Settings,
            Logging = logging => logging.ClearProviders(),
            Services = services =>
            {
                if (!plan.Dispatches)
                {
                    services.AddSingleton<IHostWaker, SleepingHosts>();
                }
            },
        });
        await using var ceiling = CeilingServer.Build("http://127.0.0.1:0");
        await gateway.StartAsync();
        await ceiling.StartAsync();
        var token = await TokenAsync(gateway.Services.GetRequiredService<IAccessStore>());
        await Children.ServeAsync($"{gateway.Urls.First()} {ceiling.Urls.First()} {token}", question => question switch
        {
            "heap" => Task.FromResult(Heap()),
            "cursor" => Task.FromResult(gateway.Services.GetRequiredService<Cursors>().Write(gateway.Services.GetRequiredService<ISubmissionStore>().HeadRevision, Cursors.HashOf(null))),
            _ => throw new ArgumentException($"\"{question}\" is not known.", nameof(planFile)),
        });
    }

    public static async Task<string> TokenAsync(IAccessStore store)
    {
        var now = TimeProvider.System.GetUtcNow();
        var (secret, hash) = ApiTokens.Create();
        await store.AddTokenAsync(
            new ApiToken(Guid.CreateVersion7(now), hash, Caller, "", AuditEntry.System, now, now.AddDays(1), null),
            new AuditEntry { Time = now, Principal = AuditEntry.System, Operation = "CreateToken", Outcome = "ALLOWED" },
            CancellationToken.None);
        return secret;
    }

    private static string Heap()
    {
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        GC.WaitForPendingFinalizers();
        return GC.GetTotalMemory(forceFullCollection: true).ToString();
    }

    // An instrument that nobody listens to costs nothing: as with an exporter, all of the gateway's and of the host's are on.
    private static MeterListener Listen()
    {
        var listener = new MeterListener
        {
            InstrumentPublished = (instrument, meters) =>
            {
                if (instrument.Meter.Name is DispatchMetrics.MeterName or "Microsoft.AspNetCore.Hosting" or "Microsoft.AspNetCore.Server.Kestrel")
                {
                    meters.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<long>((_, _, _, _) => { });
        listener.SetMeasurementEventCallback<double>((_, _, _, _) => { });
        listener.Start();
        return listener;
    }
}
