using EdrGrpc.Submissions.Audit;

namespace EdrGrpc.Storage.Sqlite;

/// <summary>How the SQLite store is opened.</summary>
public sealed record SqliteStoreOptions
{
    /// <summary>The data file (setting Store:Path); created with its folder when it does not exist.</summary>
    public required string Path { get; init; }

    /// <summary>Most operations in one transaction. Default 256: more gains nothing (dotnet-spike.md 3b).</summary>
    public int MaxGroupSize { get; init; } = 256;

    /// <summary>How long a lock of another process is waited for. Default 5 s.</summary>
    public TimeSpan BusyTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Keys of the audit record's HMAC; none = plain hashes. Records are only readable with the key they were written with.</summary>
    public AuditKeys AuditKeys { get; init; } = AuditKeys.None;

    /// <summary>Raise the epoch at this start: the file was restored from a backup, so cursors given before are refused. Default false.</summary>
    public bool RaiseEpoch { get; init; }
}
