namespace EdrGrpc.Storage.Sqlite;

/// <summary>The task budget as it is stored.</summary>
internal static class BudgetRows
{
    public static TaskBudget Load(Query query, string server)
    {
        var budget = new TaskBudget();
        using (var row = query(TaskBudget.SelectObservedAt, server))
        {
            budget.ObservedAt = row.Read() ? new DateTimeOffset(row.GetInt64(1), TimeSpan.Zero) : null;
        }

        using (var rows = query(TaskBudget.SelectObserved, server))
        {
            while (rows.Read())
            {
                budget.AddObserved(rows.GetString(1), rows.IsDBNull(2) ? null : rows.GetInt64(2));
            }
        }

        using (var rows = query(TaskBudget.SelectPermits, server))
        {
            while (rows.Read())
            {
                budget.AddPermit(RowReader.ReadId(rows, 1), rows.IsDBNull(2) ? null : rows.GetString(2), rows.GetInt64(3));
            }
        }

        return budget;
    }
}
