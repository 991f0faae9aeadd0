using System.CommandLine;
using System.Net;
using EdrGrpc.Cli.Arguments;
using EdrGrpc.Cli.Output;

namespace EdrGrpc.Cli.Settings;

/// <summary>How to reach the gateway: from flags, else the environment, else the profile, else the default.</summary>
internal sealed record ConnectionSettings
{
    private const string DefaultAddress = "http://localhost:5000";

    public required Uri Address { get; init; }

    public string? CaFile { get; init; }

    public string? ClientCertificate { get; init; }

    public string? ClientKey { get; init; }

    /// <summary>The bearer token. Never printed.</summary>
    public string? Token { get; init; }

    /// <summary>Name of the KSC connection when a command names none; empty for the gateway's default.</summary>
    public string Server { get; init; } = "";

    public TimeSpan? Timeout { get; init; }

    /// <summary>True if the connection must not leave this machine.</summary>
    public bool LoopbackOnly { get; init; }

    public static ConnectionSettings From(ParseResult parse)
    {
        var profile = Profile.Read(parse.GetValue(ConnectionFlags.Profile) ?? EnvironmentText.Of("EDRCTL_PROFILE"));
        var plaintextAllowed = parse.GetValue(ConnectionFlags.InsecurePlaintext) || profile.InsecurePlaintext;
        var address = ReadAddress(First(parse, ConnectionFlags.Address, "EDRCTL_ADDRESS", profile.Address) ?? DefaultAddress);
        var plaintext = address.Scheme == Uri.UriSchemeHttp;
        if (plaintext && !IsLoopback(address))
        {
            if (!plaintextAllowed)
            {
                throw CliException.Usage(
                    $"{address.GetLeftPart(UriPartial.Authority)} would be called without encryption: anyone on the way could read and change responses. "
                    + "Use https://, or --insecure-plaintext if that is acceptable.");
            }

            Screen.Remark($"edrctl: warning: {address.GetLeftPart(UriPartial.Authority)} is called without encryption; what is sent, a token too, can be read and changed on the way.");
        }

        return new ConnectionSettings
        {
            Address = address,
            CaFile = First(parse, ConnectionFlags.CaFile, "EDRCTL_CA_FILE", profile.CaFile),
            ClientCertificate = First(parse, ConnectionFlags.ClientCertificate, "EDRCTL_CLIENT_CERT", profile.ClientCert),
            ClientKey = First(parse, ConnectionFlags.ClientKey, "EDRCTL_CLIENT_KEY", profile.ClientKey),
            Token = TokenSource.Read(parse.GetValue(ConnectionFlags.TokenFile), profile.TokenFile),
            Server = EnvironmentText.Of("EDRCTL_SERVER") ?? profile.Server ?? "",
            Timeout = parse.GetValue(ConnectionFlags.Timeout) ?? ReadTimeout(EnvironmentText.Of("EDRCTL_TIMEOUT") ?? profile.Timeout),
            LoopbackOnly = plaintext && !plaintextAllowed,
        };
    }

    private static string? First(ParseResult parse, Option<string?> flag, string variable, string? profile) =>
        parse.GetValue(flag) ?? EnvironmentText.Of(variable) ?? profile;

    private static Uri ReadAddress(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is "http" or "https" && address.Host.Length > 0
            && address.PathAndQuery == "/" && address.UserInfo.Length == 0
            ? address
            : throw CliException.Usage($"'{SafeText.Of(text)}' is not an address of a gateway. Write https://host:port, or http://localhost:port for this machine.");

    private static bool IsLoopback(Uri address) =>
        string.Equals(address.Host, "localhost", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(address.Host.Trim('[', ']'), out var ip) && IPAddress.IsLoopback(ip));

    private static TimeSpan? ReadTimeout(string? text) => text is null ? null
        : Durations.TryParse(text, out var duration) ? duration
        : throw CliException.Usage($"The timeout '{SafeText.Of(text)}' of EDRCTL_TIMEOUT or the profile is not a duration. Write for example 30s or 2m.");
}
