using EdrGrpc.Client;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers the client.</summary>
public static class EdrResponseClientRegistration
{
    /// <summary>Adds <see cref="EdrResponseClient"/> and the generated clients of both services as singletons.</summary>
    /// <param name="services">Where to.</param>
    /// <param name="configure">Sets the options; <see cref="EdrResponseClientOptions.Address"/> is required.</param>
    public static IServiceCollection AddEdrResponseClient(this IServiceCollection services, Action<EdrResponseClientOptions> configure)
    {
        services.AddOptions<EdrResponseClientOptions>().Configure(configure);
        services.AddSingleton(provider => new EdrResponseClient(provider.GetRequiredService<IOptions<EdrResponseClientOptions>>().Value));
        services.AddSingleton(provider => provider.GetRequiredService<EdrResponseClient>().Responses);
        services.AddSingleton(provider => provider.GetRequiredService<EdrResponseClient>().Ksc);
        return services;
    }
}
