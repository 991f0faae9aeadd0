namespace EdrGrpc.Server.Settings;

/// <summary>The audit record. Section <c>Audit</c>.</summary>
public sealed record AuditOptions
{
    /// <summary>File with a key of at least 32 bytes: the chain is then an HMAC that nobody can compute anew who has the data file but not the key. Unset: a plain hash chain.</summary>
    public string? KeyFile { get; set; }

    /// <summary>Address of a syslog server that gets every record (RFC 5424 over UDP, JSON with OCSF field names), for example 127.0.0.1:514. Unset: none.</summary>
    public string? Syslog { get; set; }
}
