using EdrGrpc.Cli.Arguments;

namespace EdrGrpc.Cli.Settings;

/// <summary>The bearer token, from a file or the environment; never from a flag, which every user of the machine could read in the process list.</summary>
internal static class TokenSource
{
    public static string? Read(string? flagFile, string? profileFile)
    {
        if (flagFile is null && EnvironmentText.Of("EDRCTL_TOKEN") is { } token)
        {
            return Checked(token.Trim(), "EDRCTL_TOKEN");
        }

        return (flagFile ?? EnvironmentText.Of("EDRCTL_TOKEN_FILE") ?? profileFile) is { } path ? Checked(ReadFile(path), path) : null;
    }

    private static string ReadFile(string path)
    {
        try
        {
            return File.ReadAllText(path).Trim();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw CliException.Usage($"The token file cannot be read: {exception.Message}");
        }
    }

    // The value is not echoed: it may be a secret pasted into the wrong place.
    private static string Checked(string token, string source) =>
        token.Length > 0 && token.All(character => character is > ' ' and <= '~')
            ? token
            : throw CliException.Usage($"{source} holds no token: one line without spaces is expected.");
}
