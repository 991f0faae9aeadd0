using Microsoft.Data.Sqlite;

namespace EdrGrpc.LedgerCheck.Files;

/// <summary>What the data file says of a submission beyond <see cref="StoredSubmission"/>: who, whose release it is, who approved it.</summary>
internal sealed record Decided(string Id, string Principal, bool IsIsolation, string? ReleaseOf, string? Approver)
{
    public static List<Decided> Read(string path)
    {
        using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Mode = SqliteOpenMode.ReadWrite, Pooling = false }.ToString());
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT id, principal, kind = 7 AND isolation_enable = 1, isolation_id, json_extract(approval, '$.Approver') FROM submissions";
        using var row = command.ExecuteReader();
        var rows = new List<Decided>();
        while (row.Read())
        {
            rows.Add(new Decided(Id(row, 0), row.GetString(1), row.GetInt32(2) != 0, row.IsDBNull(3) ? null : Id(row, 3), row.IsDBNull(4) ? null : row.GetString(4)));
        }

        return rows;

        static string Id(SqliteDataReader row, int column) => new Guid(row.GetFieldValue<byte[]>(column), bigEndian: true).ToString();
    }
}
