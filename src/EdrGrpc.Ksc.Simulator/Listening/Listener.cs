using System.Net;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace EdrGrpc.Ksc.Simulator;

/// <summary>The Kestrel server; it can stop and come back on the same port.</summary>
internal sealed class Listener(SimulatorState state, Dispatcher dispatcher, X509Certificate2 certificate)
{
    private readonly RequestPipeline _pipeline = new(state, dispatcher);
    private WebApplication? _application;

    /// <summary>0 until the first start chose one.</summary>
    public int Port { get; private set; } = state.Options.Port;

    public ConnectionRegistry Connections { get; } = new(state);

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (_application is not null)
        {
            return;
        }

        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());

        // The default lifetime takes the process's signals; a library must not.
        builder.Services.Replace(ServiceDescriptor.Singleton<IHostLifetime, NoLifetime>());
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration().ConfigureKestrel(Configure);
        var application = builder.Build();
        application.Run(_pipeline.HandleAsync);
        await application.StartAsync(cancellationToken);
        var address = application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        Port = new Uri(address).Port;
        _application = application;
    }

    public async Task StopAsync()
    {
        if (_application is not { } application)
        {
            return;
        }

        _application = null;

        // An outage does not wait for requests: a cancelled token makes Kestrel abort what is open.
        Connections.AbortAll();
        await application.StopAsync(new CancellationToken(canceled: true));
        await application.DisposeAsync();
    }

    private void Configure(KestrelServerOptions kestrel)
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxRequestBodySize = null;
        kestrel.Limits.MinRequestBodyDataRate = null;
        kestrel.Limits.MinResponseDataRate = null;
        kestrel.Limits.KeepAliveTimeout = TimeSpan.FromMinutes(30);
        kestrel.Listen(new IPEndPoint(state.Options.BindAddress, Port), listen =>
        {
            listen.Protocols = HttpProtocols.Http1;
            listen.Use(next => connection => Connections.TrackAsync(connection, next));
            listen.UseHttps(certificate);
        });
    }

    private sealed class NoLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
