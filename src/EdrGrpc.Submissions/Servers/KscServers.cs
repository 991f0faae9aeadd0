namespace EdrGrpc.Submissions.Servers;

/// <summary>The configured KSC connections, the default one first.</summary>
public sealed class KscServers : IAsyncDisposable
{
    private readonly Dictionary<string, KscServer> _byName;

    /// <summary>At least one server; the first is the default.</summary>
    public KscServers(IReadOnlyList<KscServer> servers)
    {
        ArgumentNullException.ThrowIfNull(servers);
        ArgumentOutOfRangeException.ThrowIfZero(servers.Count, nameof(servers));
        All = servers;
        _byName = servers.ToDictionary(server => server.Name, StringComparer.Ordinal);
    }

    /// <summary>All of them.</summary>
    public IReadOnlyList<KscServer> All { get; }

    /// <summary>Used when a request names none.</summary>
    public KscServer Default => All[0];

    /// <summary>By name ("" = default); null if there is none.</summary>
    public KscServer? Find(string name) => string.IsNullOrEmpty(name) ? Default : _byName.GetValueOrDefault(name);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (var server in All)
        {
            await server.Client.DisposeAsync();
        }
    }
}
