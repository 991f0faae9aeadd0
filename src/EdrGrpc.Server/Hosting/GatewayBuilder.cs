using Microsoft.Extensions.Configuration.Json;
using Microsoft.Extensions.FileProviders;

namespace EdrGrpc.Server.Hosting;

/// <summary>The host's builder with its settings: appsettings.json of the working directory, the environment, the command line.</summary>
internal static class GatewayBuilder
{
    // To see a change of appsettings.json, .NET would watch every directory below the working directory: a service that is started in "/" watched the whole
    // file system. The files themselves are looked at every few seconds instead.
    private const string NotWatched = "--hostBuilder:reloadConfigOnChange=false";

    public static WebApplicationBuilder Create(string[] args)
    {
        var builder = WebApplication.CreateBuilder([.. args, NotWatched]);

        // Lives as long as the process.
        var files = new PhysicalFileProvider(builder.Environment.ContentRootPath) { UsePollingFileWatcher = true, UseActivePolling = true };
        var sources = ((IConfigurationBuilder)builder.Configuration).Sources;
        for (var index = 0; index < sources.Count; index++)
        {
            if (sources[index] is JsonConfigurationSource { Path: { } path } source && path.StartsWith("appsettings.", StringComparison.Ordinal))
            {
                sources[index] = new JsonConfigurationSource { FileProvider = files, Path = path, Optional = source.Optional, ReloadOnChange = true };
            }
        }

        return builder;
    }
}
