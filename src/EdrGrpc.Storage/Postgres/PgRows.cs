using Npgsql;

namespace EdrGrpc.Storage.Postgres;

/// <summary>Rows that wait to be written to one table with one statement.</summary>
internal sealed class PgRows(PgTable table)
{
    private readonly List<object?[]> _rows = [];

    public int Count => _rows.Count;

    public void Add(params object?[] row) => _rows.Add(row);

    /// <summary>The statement with its arrays, or null if there is nothing to write.</summary>
    public NpgsqlBatchCommand? Command()
    {
        if (_rows.Count == 0)
        {
            return null;
        }

        var command = new NpgsqlBatchCommand(table.Insert);
        for (var column = 0; column < table.Types.Count; column++)
        {
            command.Parameters.Add(Array(table.Types[column], column));
        }

        return command;
    }

    private NpgsqlParameter Array(string type, int column) => type switch
    {
        "uuid" => Column<Guid?>(column, value => (Guid?)value),
        "bigint" => Column<long?>(column, value => value is int number ? number : (long?)value),
        "integer" => Column<int?>(column, value => (int?)value),
        "bytea" => Column(column, value => (byte[]?)value),
        _ => Column(column, value => value is string text ? PgText.Clean(text) : null),
    };

    private NpgsqlParameter<T[]> Column<T>(int column, Func<object?, T> convert)
    {
        var values = new T[_rows.Count];
        for (var index = 0; index < values.Length; index++)
        {
            values[index] = convert(_rows[index][column]);
        }

        return new NpgsqlParameter<T[]> { TypedValue = values };
    }
}
