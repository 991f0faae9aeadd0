using EdrGrpc.Server.Settings;

namespace EdrGrpc.Server.Access;

/// <summary>The key of the audit record's HMAC.</summary>
internal static class AuditKeyFile
{
    private const int ShortestKey = 32;

    /// <exception cref="SettingsException">The file cannot be used.</exception>
    public static byte[] Read(string? path)
    {
        if (string.IsNullOrEmpty(path))
        {
            return [];
        }

        try
        {
            var key = File.ReadAllBytes(path);
            return key.Length >= ShortestKey ? key : throw new SettingsException($"Audit:KeyFile {path} has fewer than {ShortestKey} bytes: write random ones (head -c 32 /dev/urandom).");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new SettingsException($"Audit:KeyFile {path} cannot be read: {exception.Message}", exception);
        }
    }
}
