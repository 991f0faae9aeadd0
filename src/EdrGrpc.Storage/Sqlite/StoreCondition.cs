using EdrGrpc.Submissions.Store;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;

namespace EdrGrpc.Storage.Sqlite;

/// <summary>What is known of the data file's state: damage, which lasts until a restart, and trouble, which is told once and not at every attempt.</summary>
internal sealed class StoreCondition(string path, TimeProvider time, ILogger logger)
{
    private static readonly TimeSpan Reminder = TimeSpan.FromMinutes(1);

    private volatile StoreUnavailableException? _damage;
    private string? _trouble;
    private long _toldAt;

    /// <summary>A damaged file takes no further writes: what is acknowledged could not be found again.</summary>
    /// <exception cref="StoreUnavailableException">Damage was seen since the start.</exception>
    public void ThrowIfDamaged()
    {
        if (_damage is { } damage)
        {
            throw new StoreUnavailableException(damage.Message, damage);
        }
    }

    public StoreUnavailableException Translate(SqliteException exception)
    {
        var translated = SqliteErrors.Translate(exception, path);
        if (SqliteErrors.IsDamage(exception) && Interlocked.CompareExchange(ref _damage, translated, null) is null)
        {
            StorageLog.Damaged(logger, path, translated.Message);
        }

        return translated;
    }

    /// <summary>Called by the writer's thread.</summary>
    public void WriteFailed(string reason)
    {
        if (!string.Equals(_trouble, reason, StringComparison.Ordinal) || time.GetElapsedTime(_toldAt) >= Reminder)
        {
            _trouble = reason;
            _toldAt = time.GetTimestamp();
            StorageLog.WriteFailed(logger, path, reason);
        }
    }

    /// <summary>Called by the writer's thread.</summary>
    public void WriteWorked()
    {
        if (_trouble is not null)
        {
            _trouble = null;
            StorageLog.WritesAgain(logger, path);
        }
    }
}
