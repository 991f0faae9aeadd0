using System.ComponentModel.DataAnnotations;

namespace EdrGrpc.Server.Settings;

/// <summary>This process as one of several that share a PostgreSQL store. Section <c>Cluster</c>; read only with Store:Provider = Postgres.</summary>
public sealed record ReplicaOptions
{
    /// <summary>Address under which the other replicas reach this one: an IP address or a name that resolves to one. Anything but a loopback address needs certificates. Default 127.0.0.1.</summary>
    [Required(AllowEmptyStrings = false)]
    public string Address { get; set; } = "127.0.0.1";

    /// <summary>Port under which the other replicas reach this one. 0 (default): any free port, on loopback only.</summary>
    [Range(0, 65535)]
    public int Port { get; set; }

    /// <summary>IP address to listen on for other replicas, where it is not Address, for example 0.0.0.0 in a container. Unset: Address.</summary>
    public string? ListenAddress { get; set; }

    /// <summary>This replica's certificate for other replicas (PEM or PKCS #12), server and client at once; read again when it changes.</summary>
    public string? CertificateFile { get; set; }

    /// <summary>Its key, if CertificateFile is PEM and does not hold it.</summary>
    public string? CertificateKeyFile { get; set; }

    /// <summary>Password of the key.</summary>
    public string? CertificatePassword { get; set; }

    /// <summary>File with the certificates of the authorities that other replicas' certificates come from (PEM). Needs PeerName.</summary>
    public string? CaFile { get; set; }

    /// <summary>DNS name that the certificate of every replica holds: not everything that the authority signs is a replica. Needed with CaFile.</summary>
    public string? PeerName { get; set; }

    /// <summary>SHA-256 thumbprints of other replicas' certificates, instead of CaFile or beside it; hexadecimal, colons allowed.</summary>
    public IList<string> PeerThumbprints { get; init; } = [];

    /// <summary>How often replicas look whether the others are alive. Default 1 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:01:00")]
    public TimeSpan ProbeInterval { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>A replica that does not answer this many looks in a row is declared dead; it must end then, and its work is taken over. Default 2.</summary>
    [Range(1, 100)]
    public int MissedProbes { get; set; } = 2;
}
