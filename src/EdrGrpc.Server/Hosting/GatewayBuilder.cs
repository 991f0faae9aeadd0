namespace EdrGrpc.Server.Hosting;

/// <summary>The host's builder with its settings: appsettings.json of the working directory, the environment, the command line.</summary>
internal static class GatewayBuilder
{
    // Settings are those of the start, where all of them are checked. To see a change of appsettings.json, .NET would watch every directory below the working
    // directory: a service that is started in "/" watched the whole file system. And a file that is half written, or wrong, would reach a server that runs.
    private const string ReadOnce = "--hostBuilder:reloadConfigOnChange=false";

    public static WebApplicationBuilder Create(string[] args) => WebApplication.CreateBuilder([.. args, ReadOnce]);
}
