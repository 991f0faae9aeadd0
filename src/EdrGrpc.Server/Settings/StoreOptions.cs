using System.ComponentModel.DataAnnotations;

namespace EdrGrpc.Server.Settings;

/// <summary>The durable store. Section <c>Store</c>.</summary>
public sealed record StoreOptions
{
    /// <summary>Where submissions are stored: Sqlite (default, one process) or Postgres (one or many).</summary>
    public StoreProvider Provider { get; set; }

    /// <summary>Npgsql's connection string of the PostgreSQL database. Required with Provider = Postgres.</summary>
    public string? ConnectionString { get; set; }

    /// <summary>The data file. Default "data/edrgrpc.db" in the working directory.</summary>
    [Required(AllowEmptyStrings = false)]
    public string Path { get; set; } = System.IO.Path.Combine("data", "edrgrpc.db");

    /// <summary>Raise the epoch at this start: set once after the file was restored from a backup, so that old cursors are refused. Default false.</summary>
    public bool RaiseEpoch { get; set; }
}
