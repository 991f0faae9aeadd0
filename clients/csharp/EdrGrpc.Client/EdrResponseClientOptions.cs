using Grpc.Net.Client;

namespace EdrGrpc.Client;

/// <summary>How to reach an EdrGrpc gateway.</summary>
public sealed class EdrResponseClientOptions
{
    /// <summary>Address of the gateway, for example <c>https://edr.example.com:5001</c>, or <c>http://127.0.0.1:5000</c> for cleartext HTTP/2. Required.</summary>
    public string Address { get; set; } = "";

    /// <summary>PEM file with the certificate authority to trust instead of the system's. Not on .NET Standard 2.0: set <see cref="ConfigureChannel"/>.</summary>
    public string? CaCertificateFile { get; set; }

    /// <summary>PEM file with the client's certificate, for mutual TLS. Not on .NET Standard 2.0.</summary>
    public string? ClientCertificateFile { get; set; }

    /// <summary>PEM file with the key of <see cref="ClientCertificateFile"/>. Default: the certificate's own file.</summary>
    public string? ClientKeyFile { get; set; }

    /// <summary>Gives the bearer token, asked before every call so that it can be renewed. Only used over https. Default none.</summary>
    public Func<CancellationToken, Task<string>>? TokenProvider { get; set; }

    /// <summary>Deadline of every unary call that has none of its own, retries included. Streams have none. Default 30 seconds.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How often a call is sent at most while the gateway is unavailable. Default 5; 1 turns retries off.</summary>
    public int MaxAttempts { get; set; } = 5;

    /// <summary>A watch that hears nothing for so long, not even a heartbeat, opens a new stream. Default 30 seconds; the gateway sends every 15.</summary>
    public TimeSpan WatchSilence { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Last word on the channel, for example another HttpHandler. Default none.</summary>
    public Action<GrpcChannelOptions>? ConfigureChannel { get; set; }

    internal string? Problem() => this switch
    {
        _ when !Uri.TryCreate(Address, UriKind.Absolute, out var uri) || (uri.Scheme != "http" && uri.Scheme != "https") =>
            $"Address must be an http or https URL of the gateway, not '{Address}'.",
        _ when Timeout <= TimeSpan.Zero => "Timeout must be positive.",
        _ when WatchSilence <= TimeSpan.Zero => "WatchSilence must be positive.",
        _ when MaxAttempts is < 1 or > 5 => "MaxAttempts must be 1 to 5.",
        _ when ClientKeyFile is not null && ClientCertificateFile is null => "ClientKeyFile needs ClientCertificateFile.",
        _ when TokenProvider is not null && !Address.StartsWith("https:", StringComparison.OrdinalIgnoreCase) => "TokenProvider needs an https address: a token is not sent in clear.",
        _ => null,
    };
}
