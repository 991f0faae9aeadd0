using EdrGrpc.Server.Access;
using EdrGrpc.Server.Settings;
using EdrGrpc.Submissions.Store;
using EdrGrpc.Submissions.Watching;
using Microsoft.Extensions.Logging.Abstractions;

namespace EdrGrpc.Server.Hosting;

/// <summary>"--migrate-store": creates or migrates the store and ends; run as the owner of PostgreSQL's tables, while the replicas run with fewer rights.</summary>
internal static class StoreMigration
{
    public static async Task<int> RunAsync(string[] args)
    {
        var configuration = GatewayBuilder.Create(args).Configuration;
        var options = configuration.GetSection("Store").Get<StoreOptions>() ?? new StoreOptions();
        try
        {
            await using var store = await StoreOpener.OpenAsync(options, AuditKeyFile.Read(configuration.GetSection("Audit").Get<AuditOptions>() ?? new AuditOptions()), new WatchHub(), TimeProvider.System, NullLoggerFactory.Instance);
            await Console.Error.WriteLineAsync($"The store {store.Place} has the schema of this version.");
            return 0;
        }
        catch (StoreUnavailableException exception)
        {
            throw new SettingsException(exception.Message, exception);
        }
    }
}
