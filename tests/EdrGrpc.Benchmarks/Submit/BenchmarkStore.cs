namespace EdrGrpc.Benchmarks;

/// <summary>The store under test.</summary>
internal enum BenchmarkStore
{
    Sqlite,
    Postgres,
}
