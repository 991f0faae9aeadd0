namespace EdrGrpc.Server.Settings;

/// <summary>The audit record. Section <c>Audit</c>.</summary>
public sealed record AuditOptions
{
    /// <summary>File with a key of at least 32 bytes: the chain is then an HMAC that nobody can compute anew who has the data file but not the key. Unset: a plain hash chain.</summary>
    public string? KeyFile { get; set; }

    /// <summary>Keys that were used before, for a key that was changed, or set only later.</summary>
    public IList<EarlierAuditKeyFile> EarlierKeys { get; init; } = [];

    /// <summary>Address of a syslog server that gets every record (RFC 5424, JSON with OCSF field names): udp://host:514, or tcp://host:601 with octet counting (RFC 6587), which loses less. Unset: none.</summary>
    public string? Syslog { get; set; }
}
