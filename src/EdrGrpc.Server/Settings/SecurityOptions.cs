using System.ComponentModel.DataAnnotations;

namespace EdrGrpc.Server.Settings;

/// <summary>Who may reach the server and how callers are known. Section <c>Security</c>.</summary>
public sealed record SecurityOptions
{
    /// <summary>
    /// True: callers need not say who they are, everything is allowed to everyone. Works on loopback addresses only and warns at every start:
    /// whoever reaches the port can delete files and cut off hosts. Default false.
    /// </summary>
    public bool AllowAnonymous { get; set; }

    /// <summary>The policy file (see docs/policy.md); read again when it changes. Required unless AllowAnonymous.</summary>
    public string? PolicyFile { get; set; }

    /// <summary>Serve plaintext (http://) on other than loopback addresses, for example behind a proxy that ends TLS on the same machine's network. Warns at every start. Default false.</summary>
    public bool AllowPlaintext { get; set; }

    /// <summary>Serve gRPC reflection to authenticated callers. Default true.</summary>
    public bool Reflection { get; set; } = true;

    /// <summary>Most calls of one caller in a second, with a burst of ten times as many; beyond it RESOURCE_EXHAUSTED. 0 = no limit. Default 200.</summary>
    [Range(0, 1_000_000)]
    public int CallsPerSecond { get; set; } = 200;

    /// <summary>Most failed authentications of one address (IPv6: of its /64) in a minute; beyond it credentials from that address are not looked at for the rest of the minute, except those that were good before. Default 30.</summary>
    [Range(1, 100_000)]
    public int FailedAuthenticationsPerMinute { get; set; } = 30;

    /// <summary>JSON Web Tokens of an identity provider.</summary>
    public JwtOptions Jwt { get; set; } = new();

    /// <summary>Client certificates.</summary>
    public ClientCertificateOptions ClientCertificates { get; set; } = new();
}
