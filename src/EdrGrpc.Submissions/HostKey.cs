namespace EdrGrpc.Submissions;

/// <summary>A host of a KSC server. Host ids are unique per server only.</summary>
/// <param name="Server">Name of the KSC connection; holds no '/'.</param>
/// <param name="HostId">KLHST_WKS_HOSTNAME.</param>
public readonly record struct HostKey(string Server, string HostId)
{
    /// <summary>The key of the host's grain, "server/host".</summary>
    public override string ToString() => $"{Server}/{HostId}";

    /// <summary>Reads <see cref="ToString"/> back.</summary>
    public static HostKey Parse(string key)
    {
        ArgumentNullException.ThrowIfNull(key);
        var slash = key.IndexOf('/', StringComparison.Ordinal);
        return slash > 0 ? new HostKey(key[..slash], key[(slash + 1)..]) : throw new FormatException("A host key is \"server/host\".");
    }
}
