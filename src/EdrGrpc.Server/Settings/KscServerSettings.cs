using EdrGrpc.Ksc;

namespace EdrGrpc.Server.Settings;

/// <summary>One KSC connection as configured: section <c>Ksc:Servers:&lt;name&gt;</c>, or the environment names of the vendor's document.</summary>
internal sealed record KscServerSettings
{
    /// <summary>Address of the Administration Server: DNS name, IPv4 or IPv6. Required.</summary>
    public string? Host { get; init; }

    /// <summary>OpenAPI port. Default 13299.</summary>
    public string? Port { get; init; }

    /// <summary>Path of the certificate to pin (PEM or DER), or "False" = unchecked. Unset: the system's trust.</summary>
    public string? Cert { get; init; }

    /// <summary>User. Required.</summary>
    public string? User { get; init; }

    /// <summary>Password. Prefer <see cref="PasswordFile"/>.</summary>
    public string? Password { get; init; }

    /// <summary>File that holds the password (a trailing line break is ignored); read at every login, so that it can be rotated.</summary>
    public string? PasswordFile { get; init; }

    /// <summary>True: an internal user of KSC. False (default): an account of the operating system or domain.</summary>
    public bool InternalUser { get; init; }

    /// <summary>Domain of the user.</summary>
    public string? Domain { get; init; }

    /// <summary>Send the domain as base64, which some versions want. Default false.</summary>
    public bool DomainAsBase64 { get; init; }

    /// <summary>Virtual server to log in to.</summary>
    public string? VirtualServer { get; init; }

    /// <summary>Token (default) or Connection.</summary>
    public SessionMode SessionMode { get; init; } = SessionMode.Token;

    /// <summary>Parallel sessions. Default 4.</summary>
    public int MaxSessions { get; init; } = 4;
}
