namespace EdrGrpc.Server.Settings;

/// <summary>Databases that hold the store.</summary>
public enum StoreProvider
{
    /// <summary>A file of this process.</summary>
    Sqlite,

    /// <summary>A PostgreSQL database, shared by all replicas.</summary>
    Postgres,
}
