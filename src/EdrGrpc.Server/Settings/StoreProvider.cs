namespace EdrGrpc.Server.Settings;

/// <summary>The databases that can hold the store.</summary>
public enum StoreProvider
{
    /// <summary>A file of one process.</summary>
    Sqlite,

    /// <summary>A database that several replicas share.</summary>
    Postgres,
}
