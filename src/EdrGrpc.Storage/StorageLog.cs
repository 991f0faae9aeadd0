using Microsoft.Extensions.Logging;

namespace EdrGrpc.Storage;

/// <summary>Event ids 3000-3099.</summary>
internal static partial class StorageLog
{
    [LoggerMessage(3000, LogLevel.Information, "Store {Path}: migrated to schema {Version}")]
    public static partial void Migrated(ILogger logger, string path, int version);

    [LoggerMessage(3001, LogLevel.Error, "Store {Path} cannot be written: {Reason}")]
    public static partial void WriteFailed(ILogger logger, string path, string reason);

    [LoggerMessage(3002, LogLevel.Error, "Store {Path}: a defect in a write")]
    public static partial void WriteDefect(ILogger logger, Exception exception, string path);

    [LoggerMessage(3003, LogLevel.Error, "Store {Path} is damaged and takes no writes until a restart: {Reason}")]
    public static partial void Damaged(ILogger logger, string path, string reason);

    [LoggerMessage(3004, LogLevel.Information, "Store {Path} is written again")]
    public static partial void WritesAgain(ILogger logger, string path);
}
