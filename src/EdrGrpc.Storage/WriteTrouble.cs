using Microsoft.Extensions.Logging;

namespace EdrGrpc.Storage;

/// <summary>Trouble is logged once and then every minute, not at every attempt. Called by the writer only.</summary>
internal sealed class WriteTrouble(string place, TimeProvider time, ILogger logger)
{
    private static readonly TimeSpan Reminder = TimeSpan.FromMinutes(1);

    private string? _trouble;
    private long _toldAt;

    public void WriteFailed(string reason)
    {
        if (!string.Equals(_trouble, reason, StringComparison.Ordinal) || time.GetElapsedTime(_toldAt) >= Reminder)
        {
            _trouble = reason;
            _toldAt = time.GetTimestamp();
            StorageLog.WriteFailed(logger, place, reason);
        }
    }

    public void WriteWorked()
    {
        if (_trouble is not null)
        {
            _trouble = null;
            StorageLog.WritesAgain(logger, place);
        }
    }
}
