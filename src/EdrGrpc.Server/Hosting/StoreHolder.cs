using EdrGrpc.Server.Access;
using EdrGrpc.Server.Cluster;
using EdrGrpc.Server.Settings;
using EdrGrpc.Storage;
using EdrGrpc.Submissions.Store;
using Microsoft.Extensions.Options;

namespace EdrGrpc.Server.Hosting;

/// <summary>Opens the store before anything runs and closes it after everything has stopped.</summary>
internal sealed class StoreHolder(
    IOptions<StoreOptions> options, IOptions<AuditOptions> auditOptions, IEventPublisher publisher, TimeProvider time, ILoggerFactory loggers, HeadPush? push = null) : IAsyncDisposable
{
    private IDurableStore? _store;

    public IDurableStore Store => _store ?? throw new InvalidOperationException("The store is not open yet.");

    /// <summary>The store, if other replicas write it too.</summary>
    public ISharedStore? Shared => _store as ISharedStore;

    public async Task OpenAsync()
    {
        _store = await StoreOpener.OpenAsync(options.Value, AuditKeyFile.Read(auditOptions.Value), publisher, time, loggers);
        if (Shared is { } shared && push is not null)
        {
            shared.OwnHeadMoved = push.Moved;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_store is not null)
        {
            await _store.DisposeAsync();
        }
    }
}
