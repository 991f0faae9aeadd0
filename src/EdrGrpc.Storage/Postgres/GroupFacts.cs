using EdrGrpc.Submissions;
using EdrGrpc.Submissions.Store;

namespace EdrGrpc.Storage.Postgres;

/// <summary>What was read for a group under the lock of the head.</summary>
internal sealed class GroupFacts
{
    /// <summary>How many submissions that go before another are read at most.</summary>
    public const int MostTurns = 8;

    public StoreHead? Head { get; set; }

    public Dictionary<(string Principal, Guid RequestId), RequestRecord> Requests { get; } = [];

    public Dictionary<Guid, Submission> Submissions { get; } = [];

    public Dictionary<(string Server, int IncidentId), Guid> IncidentHolders { get; } = [];

    public Dictionary<(string Server, string TaskId), Guid> TaskHolders { get; } = [];

    public LimitCounts Limits { get; } = new();

    /// <summary>By submission: those of its host that go before it.</summary>
    public Dictionary<Guid, List<SendTurn>> Turns { get; } = [];

    public Dictionary<string, TaskBudget> Budgets { get; } = new(StringComparer.Ordinal);

    public Dictionary<HostKey, DateTimeOffset> LastAdded { get; } = [];

    public TaskBudget BudgetOf(string server)
    {
        if (!Budgets.TryGetValue(server, out var budget))
        {
            Budgets.Add(server, budget = new TaskBudget());
        }

        return budget;
    }
}
