using System.Text.Json;
using System.Text.Json.Serialization;

namespace EdrGrpc.Cli.Settings;

/// <summary>The profile file. A key it does not know is an error: a misspelt caFile must not silently mean another trust.</summary>
internal sealed record Profile
{
    public static readonly Profile Empty = new();

    public string? Address { get; init; }

    public string? CaFile { get; init; }

    public string? ClientCert { get; init; }

    public string? ClientKey { get; init; }

    public string? TokenFile { get; init; }

    public string? Server { get; init; }

    public string? Timeout { get; init; }

    public bool InsecurePlaintext { get; init; }

    /// <summary>Reads the file named by the caller, or the one at the usual place if there is one.</summary>
    public static Profile Read(string? named)
    {
        var path = named ?? DefaultPath();
        if (named is null && !File.Exists(path))
        {
            return Empty;
        }

        try
        {
            var profile = JsonSerializer.Deserialize(File.ReadAllBytes(path), ProfileJson.Default.Profile) ?? Empty;
            var folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
            return profile with
            {
                CaFile = Beside(folder, profile.CaFile),
                ClientCert = Beside(folder, profile.ClientCert),
                ClientKey = Beside(folder, profile.ClientKey),
                TokenFile = Beside(folder, profile.TokenFile),
            };
        }
        catch (JsonException exception)
        {
            throw CliException.Usage($"The profile {path} cannot be used: {exception.Message}");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw CliException.Usage($"The profile {path} cannot be read: {exception.Message}");
        }
    }

    private static string DefaultPath() => Path.Combine(
        Environment.GetFolderPath(Environment.SpecialFolder.ApplicationData, Environment.SpecialFolderOption.DoNotVerify), "edrctl", "config.json");

    private static string? Beside(string folder, string? path) => path is null ? null : Path.Combine(folder, path);
}
