using Npgsql;

namespace EdrGrpc.Storage.Postgres;

/// <summary>A write of one caller, possibly run again.</summary>
internal interface IPostgresWrite : IPendingWrite
{
    /// <summary>True for rare writes that run their own statements, in a transaction of their own.</summary>
    bool IsAlone { get; }

    /// <summary>About how many bytes it sends.</summary>
    long Weight { get; }

    /// <summary>Names what has to be read.</summary>
    void Collect(GroupKeys keys);

    Task RunAsync(NpgsqlConnection connection, GroupState state);
}
