namespace EdrGrpc.Storage.Postgres;

/// <summary>How the PostgreSQL store is opened.</summary>
public sealed record PostgresStoreOptions
{
    /// <summary>Npgsql's connection string (setting Store:ConnectionString or Store:ConnectionStringFile).</summary>
    public required string ConnectionString { get; init; }

    /// <summary>Most operations in one transaction. Default 256.</summary>
    public int MaxGroupSize { get; init; } = 256;

    /// <summary>A writer that does nothing for this long inside its transaction is ended by PostgreSQL, and others go on. Default 3 s.</summary>
    public TimeSpan StallTimeout { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>How often the head is looked at when nobody tells that it moved. Default 1 s.</summary>
    public TimeSpan PollInterval { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Key of the audit record's HMAC; empty = plain hashes. Must be the same on every replica and over the life of the store.</summary>
    public ReadOnlyMemory<byte> AuditKey { get; init; }

    /// <summary>Raise the epoch at this start: the database was restored from a backup, so cursors given before are refused. Default false.</summary>
    public bool RaiseEpoch { get; init; }
}
