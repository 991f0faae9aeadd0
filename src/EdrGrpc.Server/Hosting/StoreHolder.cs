using EdrGrpc.Server.Access;
using EdrGrpc.Server.Settings;
using EdrGrpc.Storage;
using EdrGrpc.Submissions.Store;
using Microsoft.Extensions.Options;

namespace EdrGrpc.Server.Hosting;

/// <summary>Opens the store before anything runs and closes it after everything has stopped.</summary>
internal sealed class StoreHolder(IOptions<StoreOptions> options, IOptions<AuditOptions> auditOptions, IEventPublisher publisher, TimeProvider time, ILoggerFactory loggers) : IAsyncDisposable
{
    private IDurableStore? _store;

    public IDurableStore Store => _store ?? throw new InvalidOperationException("The store is not open yet.");

    public async Task OpenAsync() => _store = await StoreOpener.OpenAsync(options.Value, AuditKeyFile.Read(auditOptions.Value), publisher, time, loggers);

    public async ValueTask DisposeAsync()
    {
        if (_store is not null)
        {
            await _store.DisposeAsync();
        }
    }
}
