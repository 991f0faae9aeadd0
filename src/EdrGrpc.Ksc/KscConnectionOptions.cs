using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Text;

namespace EdrGrpc.Ksc;

/// <summary>How to reach one Administration Server. ToString leaves out the account.</summary>
public sealed record KscConnectionOptions
{
    /// <summary>Name of the server in settings, logs and messages. Default "default".</summary>
    [Required]
    public string Name { get; init; } = "default";

    /// <summary>DNS name or address; an IPv6 address with or without brackets.</summary>
    [Required]
    public string Host { get; init; } = "";

    /// <summary>Port of the OpenAPI. Default 13299.</summary>
    [Range(1, 65535)]
    public int Port { get; init; } = 13299;

    /// <summary>Null: the system's trust store decides. "False": not checked. Otherwise the path of KSC's certificate (PEM or DER).</summary>
    public string? CertificatePin { get; init; }

    /// <summary>How messages name the setting of <see cref="CertificatePin"/>.</summary>
    public string CertificateSettingName { get; init; } = "kscCert (Ksc:Servers:default:Cert)";

    /// <summary>Account name.</summary>
    [Required]
    public string User { get; init; } = "";

    /// <summary>Reads the account name at each login, so that a mended one is picked up; null: <see cref="User"/> holds for good.</summary>
    public Func<string>? ReadUser { get; init; }

    /// <summary>Reads the password; called at each login, so that a rotated password is picked up.</summary>
    [Required]
    public Func<string> Password { get; init; } = () => throw new InvalidOperationException("No password is set.");

    /// <summary>True: an account of KSC itself. False: an account of the operating system or domain. Default true.</summary>
    public bool InternalUser { get; init; } = true;

    /// <summary>Domain of a domain account; null for internal users.</summary>
    public string? Domain { get; init; }

    /// <summary>Sends <see cref="Domain"/> in base64. Default false, as the vendor's package does; other clients differ (ksc-openapi.md Q1).</summary>
    public bool DomainAsBase64 { get; init; }

    /// <summary>Name of a virtual server; null or empty for the main server.</summary>
    public string? VirtualServer { get; init; }

    /// <summary>Default <see cref="SessionMode.Token"/>.</summary>
    public SessionMode SessionMode { get; init; } = SessionMode.Token;

    /// <summary>Most sessions, each with its own connection. Default 4.</summary>
    [Range(1, 64)]
    public int MaxSessions { get; init; } = 4;

    /// <summary>Longest wait for one answer, connecting included, and for a free session. Default 30 s.</summary>
    public TimeSpan CallTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Longest wait for the connection with its TLS handshake. Default 10 s.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Pause between pings of an idle session. Default 60 s (ksc-openapi.md 1.3).</summary>
    public TimeSpan KeepAliveInterval { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Share of failed exchanges that opens the breaker. Default 0.5.</summary>
    [Range(0.01, 1.0)]
    public double BreakerFailureRatio { get; init; } = 0.5;

    /// <summary>Fewest exchanges within the sampling time before the breaker judges. Default 5.</summary>
    [Range(2, 10_000)]
    public int BreakerMinimumCalls { get; init; } = 5;

    /// <summary>Time over which exchanges are counted. Default 30 s.</summary>
    public TimeSpan BreakerSamplingDuration { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long the breaker holds calls back. Default 15 s.</summary>
    public TimeSpan BreakDuration { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>Repeats of a call that is safe to repeat; 0 = none. Default 2.</summary>
    [Range(0, 10)]
    public int RetryCount { get; init; } = 2;

    /// <summary>Pause before the first repeat, growing, with jitter. Default 0.5 s.</summary>
    public TimeSpan RetryDelay { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>Largest answer, decompressed. Default 64 MiB.</summary>
    [Range(64 * 1024, int.MaxValue)]
    public int MaxResponseBytes { get; init; } = 64 * 1024 * 1024;

    internal bool IsCertificateUnchecked => string.Equals(CertificatePin, "False", StringComparison.OrdinalIgnoreCase);

    internal string UriHost => Host.StartsWith('[') || !Host.Contains(':', StringComparison.Ordinal) ? Host : $"[{Host}]";

    internal string CurrentUser => ReadUser?.Invoke() ?? User;

    internal string Address => $"{UriHost}:{Port.ToString(CultureInfo.InvariantCulture)}";

    /// <summary>Sentences that name each bad field; none when all is well.</summary>
    public IEnumerable<string> Validate() => KscConnectionOptionsValidator.Validate(this);

    private bool PrintMembers(StringBuilder builder)
    {
        builder.Append(CultureInfo.InvariantCulture, $"Name = {Name}, Address = {Address}, SessionMode = {SessionMode}, MaxSessions = {MaxSessions}");
        return true;
    }
}
