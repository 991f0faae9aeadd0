using System.Collections.Concurrent;
using EdrGrpc.Server.Hosting;
using EdrGrpc.Submissions.Access;
using EdrGrpc.Submissions.Audit;
using EdrGrpc.Submissions.Store;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace EdrGrpc.IntegrationTests.Authentication;

/// <summary>The real store, seen from the side: what is looked up in it, and troubles of it.</summary>
internal sealed class CountingStore(IAccessStore inner) : IAccessStore
{
    private readonly ConcurrentQueue<byte[]> _lookedUp = new();

    /// <summary>The hashes that were looked up.</summary>
    public IReadOnlyCollection<byte[]> LookedUp => _lookedUp;

    public bool IsDown { get; set; }

    public SendingState Sending => inner.Sending;

    public static void Use(IServiceCollection services) =>
        services.Replace(ServiceDescriptor.Singleton<IAccessStore>(provider => new CountingStore(provider.GetRequiredService<StoreHolder>().Store)));

    public Task AddTokenAsync(ApiToken token, AuditEntry audit, CancellationToken cancellationToken) => inner.AddTokenAsync(token, audit, cancellationToken);

    public Task<ApiToken?> FindTokenAsync(ReadOnlyMemory<byte> hash, CancellationToken cancellationToken)
    {
        _lookedUp.Enqueue(hash.ToArray());
        return IsDown ? throw new StoreUnavailableException("The data file cannot be read.") : inner.FindTokenAsync(hash, cancellationToken);
    }

    public Task<IReadOnlyList<ApiToken>> ListTokensAsync(CancellationToken cancellationToken) => inner.ListTokensAsync(cancellationToken);

    public Task<ApiToken?> RevokeTokenAsync(Guid id, DateTimeOffset now, AuditEntry audit, CancellationToken cancellationToken) =>
        inner.RevokeTokenAsync(id, now, audit, cancellationToken);

    public Task<SendingState> SetSendingAsync(SendingState state, AuditEntry audit, CancellationToken cancellationToken) => inner.SetSendingAsync(state, audit, cancellationToken);
}
