using System.ComponentModel.DataAnnotations;

namespace EdrGrpc.Server.Settings;

/// <summary>The durable store. Section <c>Store</c>.</summary>
public sealed record StoreOptions
{
    /// <summary>Sqlite: a file of one process. Postgres: a database that several replicas share. Default Sqlite.</summary>
    public StoreProvider Provider { get; set; }

    /// <summary>SQLite's data file. Default "data/edrgrpc.db" in the working directory.</summary>
    [Required(AllowEmptyStrings = false)]
    public string Path { get; set; } = System.IO.Path.Combine("data", "edrgrpc.db");

    /// <summary>PostgreSQL's connection string as Npgsql reads it: "Host=db.example;Database=edrgrpc;Username=edrgrpc". With a password in it, use <c>ConnectionStringFile</c>. TLS with a trusted certificate is demanded of hosts that are not loopback unless it says otherwise (SSL Mode).</summary>
    public string? ConnectionString { get; set; }

    /// <summary>File that holds the connection string, readable by this server only.</summary>
    public string? ConnectionStringFile { get; set; }

    /// <summary>Raise the epoch at this start: set once after the file or database was restored from a backup, so that old cursors are refused. PostgreSQL's own promotion and point-in-time recovery raise it by themselves. Default false.</summary>
    public bool RaiseEpoch { get; set; }
}
