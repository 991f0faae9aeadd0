using System.Collections.Concurrent;
using EdrGrpc.IntegrationTests.Support;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace EdrGrpc.IntegrationTests.Secrets;

/// <summary>A collector for OTLP over HTTP: keeps the bodies as they come.</summary>
internal sealed class OtlpReceiver : IAsyncDisposable
{
    private readonly ConcurrentQueue<(string Path, byte[] Body)> _bodies = new();
    private readonly WebApplication _app;

    private OtlpReceiver(WebApplication app) => _app = app;

    public string Url => _app.Urls.First();

    public IReadOnlyCollection<(string Path, byte[] Body)> Bodies => _bodies;

    public static async Task<OtlpReceiver> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var receiver = new OtlpReceiver(builder.Build());
        receiver._app.Run(async context =>
        {
            using var body = new MemoryStream();
            await context.Request.Body.CopyToAsync(body);
            receiver._bodies.Enqueue((context.Request.Path, body.ToArray()));
            context.Response.ContentType = "application/x-protobuf";
        });
        await receiver._app.StartAsync();
        return receiver;
    }

    /// <summary>Waits until both traces and metrics have come.</summary>
    public async Task WaitAsync(Predicate<(string Path, byte[] Body)> condition)
    {
        using var limit = new CancellationTokenSource(Gateway.Patience, TimeProvider.System);
        using var look = new PeriodicTimer(TimeSpan.FromMilliseconds(50), TimeProvider.System);
        while (!_bodies.Any(body => condition(body)))
        {
            await look.WaitForNextTickAsync(limit.Token);
        }
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
