using EdrGrpc.Submissions.Store;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;

namespace EdrGrpc.Storage.Sqlite;

/// <summary>What is known of the data file's state: damage, which lasts until a restart, and trouble, which is told once and not at every attempt.</summary>
internal sealed class StoreCondition(string path, TimeProvider time, ILogger logger)
{
    private volatile StoreUnavailableException? _damage;

    /// <summary>Trouble of the writer.</summary>
    public WriteTrouble Trouble { get; } = new(path, time, logger);

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
}
