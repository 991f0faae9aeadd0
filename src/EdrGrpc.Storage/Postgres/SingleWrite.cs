using Npgsql;

namespace EdrGrpc.Storage.Postgres;

/// <summary>A rare write that runs its own statements.</summary>
internal sealed class SingleWrite<T>(Action<GroupKeys> collect, Func<NpgsqlConnection, GroupState, Task<T>> body, CancellationToken cancellationToken)
    : PendingWrite<T>(cancellationToken), IPostgresWrite
{
    public bool IsAlone => true;

    public long Weight => 0;

    public void Collect(GroupKeys keys) => collect(keys);

    public async Task RunAsync(NpgsqlConnection connection, GroupState state) => Result = await body(connection, state);
}
