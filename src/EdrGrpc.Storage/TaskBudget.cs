using System.Data.Common;
using System.Globalization;

namespace EdrGrpc.Storage;

/// <summary>The task budget of one KSC server: what was observed there and the permits given; see docs/adr/0004.</summary>
internal sealed class TaskBudget
{
    /// <summary>All of it in one statement: permits and observations of two moments would be counted twice. A row goes to <see cref="Add"/>.</summary>
    public const string Select = """
        SELECT 2, server, submission_id, task_id, task_id_floor FROM permits WHERE server = $0
        UNION ALL SELECT 1, server, NULL, task_id, number FROM observed_tasks WHERE server = $0
        UNION ALL SELECT 0, server, NULL, NULL, observed_at FROM observations WHERE server = $0
        """;

    private readonly Dictionary<string, long?> _observed = new(StringComparer.Ordinal);
    private readonly Dictionary<Guid, Permit> _permits = [];

    /// <summary>When the tasks in KSC were last counted; null if never.</summary>
    public DateTimeOffset? ObservedAt { get; private set; }

    /// <summary>Highest number among the observed tasks, 0 if there is none.</summary>
    public long HighestObserved { get; private set; }

    public int Permits => _permits.Count;

    /// <summary>The submission whose task, or coming task, is the oldest: every response task after it counts.</summary>
    public Guid? OldestHolder => _permits.Count == 0 ? null : _permits.OrderBy(pair => pair.Value.Lowest).ThenBy(pair => pair.Key).First().Key;

    /// <summary>Takes a row of <see cref="Select"/>.</summary>
    public void Add(DbDataReader row)
    {
        switch (row.GetInt32(0))
        {
            case 0:
                ObservedAt = new DateTimeOffset(row.GetInt64(4), TimeSpan.Zero);
                break;
            case 1:
                long? number = row.IsDBNull(4) ? null : row.GetInt64(4);
                _observed[row.GetString(3)] = number;
                HighestObserved = Math.Max(HighestObserved, number ?? 0);
                break;
            default:
                AddPermit(RowReader.ReadId(row, 2), row.IsDBNull(3) ? null : row.GetString(3), row.GetInt64(4));
                break;
        }
    }

    public void AddPermit(Guid submissionId, string? taskId, long floor) => _permits[submissionId] = new Permit(taskId, floor);

    public void SetTask(Guid submissionId, string taskId)
    {
        if (_permits.TryGetValue(submissionId, out var permit))
        {
            _permits[submissionId] = permit with { TaskId = taskId };
        }
    }

    public void RemovePermit(Guid submissionId) => _permits.Remove(submissionId);

    /// <summary>Observed tasks above the lowest floor of our permits, plus our sends whose task was not observed; 0 while we have no permit.</summary>
    public int Count()
    {
        if (_permits.Count == 0)
        {
            return 0;
        }

        var lowest = _permits.Values.Min(permit => permit.Lowest);
        return _observed.Values.Count(number => number is null || number > lowest)
            + _permits.Values.Count(permit => permit.TaskId is null || !_observed.ContainsKey(permit.TaskId));
    }

    private readonly record struct Permit(string? TaskId, long Floor)
    {
        public long Lowest => TaskId is not null && long.TryParse(TaskId, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number - 1 : Floor;
    }
}
