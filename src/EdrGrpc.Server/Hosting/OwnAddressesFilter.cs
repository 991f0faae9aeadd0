using Microsoft.AspNetCore.Hosting.Server.Features;

namespace EdrGrpc.Server.Hosting;

/// <summary>
/// <see cref="EndpointBinder"/> has bound the addresses of --urls by itself; taken out of the server's list, they are neither bound again nor
/// warned about. Startup filters run after the host has filled the list and before the server starts.
/// </summary>
internal sealed class OwnAddressesFilter : IStartupFilter
{
    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        app.ServerFeatures.Get<IServerAddressesFeature>()?.Addresses.Clear();
        next(app);
    };
}
