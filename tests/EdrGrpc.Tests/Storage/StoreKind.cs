namespace EdrGrpc.Tests.Storage;

/// <summary>The databases.</summary>
public enum StoreKind
{
    Sqlite,
    Postgres,
}
