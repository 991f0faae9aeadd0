using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace EdrGrpc.Benchmarks;

/// <summary>A gRPC server with nothing but <see cref="NoOpService"/>.</summary>
internal static class CeilingServer
{
    public const string Command = "ceiling";

    /// <summary>As a process of its own.</summary>
    public static async Task RunAsync(string url)
    {
        await using var app = Build(url);
        await app.StartAsync();
        await Children.ServeAsync(app.Urls.First());
    }

    public static WebApplication Build(string url)
    {
        var address = new Uri(url);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            // As the gateway's.
            kestrel.Limits.Http2.MaxStreamsPerConnection = 1000;
            kestrel.Listen(IPAddress.Parse(address.Host), address.Port, listen => listen.Protocols = HttpProtocols.Http2);
        });
        builder.Services.AddGrpc();
        builder.Services.AddSingleton<NoOpService>();
        var app = builder.Build();
        app.MapGrpcService<NoOpService>();
        return app;
    }
}
