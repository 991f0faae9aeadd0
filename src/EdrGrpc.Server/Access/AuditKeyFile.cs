using EdrGrpc.Server.Settings;
using EdrGrpc.Submissions.Audit;

namespace EdrGrpc.Server.Access;

/// <summary>The keys of the audit record's HMAC.</summary>
internal static class AuditKeyFile
{
    private const int ShortestKey = 32;

    /// <exception cref="SettingsException">A file cannot be used.</exception>
    public static AuditKeys Read(AuditOptions options) => new(
        Read("Audit:KeyFile", options.KeyFile),
        [.. options.EarlierKeys.Select((key, index) => new EarlierAuditKey(key.Until, Read($"Audit:EarlierKeys:{index}:KeyFile", key.KeyFile)))]);

    private static byte[] Read(string setting, string? path)
    {
        if (string.IsNullOrEmpty(path))
        {
            return [];
        }

        try
        {
            var key = File.ReadAllBytes(path);
            return key.Length >= ShortestKey ? key : throw new SettingsException($"{setting} {path} has fewer than {ShortestKey} bytes: write random ones (head -c 32 /dev/urandom).");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new SettingsException($"{setting} {path} cannot be read: {exception.Message}", exception);
        }
    }
}
