namespace EdrGrpc.Ksc.Simulator;

/// <summary>A login, bound to a token or to one connection.</summary>
internal sealed class Session(string token, string virtualServer, DateTimeOffset created)
{
    public string Token { get; } = token;

    /// <summary>Empty for the main server.</summary>
    public string VirtualServer { get; } = virtualServer;

    public DateTimeOffset Created { get; } = created;

    public DateTimeOffset LastUsed { get; set; } = created;

    public bool Ended { get; set; }

    public Subscriptions Subscriptions { get; } = new();

    /// <summary>Running HostTasks enumerations by host; that class knows no release.</summary>
    public Dictionary<string, Queue<StoredTask>> HostTasks { get; } = new(StringComparer.OrdinalIgnoreCase);
}
