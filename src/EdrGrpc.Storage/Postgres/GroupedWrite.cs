using Npgsql;

namespace EdrGrpc.Storage.Postgres;

/// <summary>Decided in memory from what was read for the group.</summary>
internal sealed class GroupedWrite<T>(Action<GroupKeys> collect, Func<GroupState, T> decide, long weight, CancellationToken cancellationToken)
    : PendingWrite<T>(cancellationToken), IPostgresWrite
{
    public bool IsAlone => false;

    public long Weight => weight;

    public void Collect(GroupKeys keys) => collect(keys);

    public Task RunAsync(NpgsqlConnection connection, GroupState state)
    {
        Result = decide(state);
        return System.Threading.Tasks.Task.CompletedTask;
    }
}
