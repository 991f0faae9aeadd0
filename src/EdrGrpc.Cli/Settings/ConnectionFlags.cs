using System.CommandLine;
using EdrGrpc.Cli.Arguments;
using EdrGrpc.Cli.Output;

namespace EdrGrpc.Cli.Settings;

/// <summary>The flags every command has: where the gateway is, how to trust it, who calls, how to print.</summary>
internal static class ConnectionFlags
{
    public static readonly Option<string?> Address = new("--address", "-a")
    {
        Description = "Address of the gateway, https://host:port; http:// to this machine only. [EDRCTL_ADDRESS; default: http://localhost:5000]",
        HelpName = "url",
        Recursive = true,
    };

    public static readonly Option<string?> CaFile = new("--ca-file")
    {
        Description = "PEM file of the certificates to trust instead of the system's. [EDRCTL_CA_FILE]",
        HelpName = "file",
        Recursive = true,
    };

    public static readonly Option<string?> ClientCertificate = new("--client-cert")
    {
        Description = "PEM file of the client certificate. [EDRCTL_CLIENT_CERT]",
        HelpName = "file",
        Recursive = true,
    };

    public static readonly Option<string?> ClientKey = new("--client-key")
    {
        Description = "PEM file of its private key, when not in the same file. [EDRCTL_CLIENT_KEY]",
        HelpName = "file",
        Recursive = true,
    };

    public static readonly Option<string?> TokenFile = new("--token-file")
    {
        Description = "File with the bearer token; EDRCTL_TOKEN holds the token itself. [EDRCTL_TOKEN_FILE]",
        HelpName = "file",
        Recursive = true,
    };

    public static readonly Option<string?> Profile = new("--profile")
    {
        Description = "JSON file with these settings. [EDRCTL_PROFILE; default: ~/.config/edrctl/config.json]",
        HelpName = "file",
        Recursive = true,
    };

    public static readonly Option<bool> InsecurePlaintext = new("--insecure-plaintext")
    {
        Description = "Allow http:// to other machines: anyone on the way can read and change what is sent.",
        Recursive = true,
    };

    public static readonly Option<TimeSpan?> Timeout = CreateTimeout();

    public static readonly Option<OutputFormat?> Format = CreateFormat();

    public static readonly IReadOnlyList<Option> All = [Address, CaFile, ClientCertificate, ClientKey, TokenFile, Profile, InsecurePlaintext, Timeout, Format];

    private static Option<TimeSpan?> CreateTimeout()
    {
        var option = Durations.Option("--timeout", "Limit of one call, not of watching. [EDRCTL_TIMEOUT; default: 30s, batches 5m]");
        option.Recursive = true;
        return option;
    }

    private static Option<OutputFormat?> CreateFormat()
    {
        var option = Choices.One("--output", "How to print; text on a terminal and json (one object a line) in a pipe unless given", new Dictionary<string, OutputFormat>(StringComparer.Ordinal)
        {
            ["text"] = OutputFormat.Text,
            ["json"] = OutputFormat.Json,
            ["yaml"] = OutputFormat.Yaml,
        });
        option.Aliases.Add("-o");
        option.Recursive = true;
        return option;
    }
}
